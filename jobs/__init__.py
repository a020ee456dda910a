"""What happens by itself, one file a job; like commands, they return what is to happen, as data."""
