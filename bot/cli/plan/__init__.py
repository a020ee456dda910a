"""The verbs around plans: everything an author does before and with publishing."""
