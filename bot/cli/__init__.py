"""The command line: `python -m bot VERB`. One module a verb; what they share stands beside them."""
