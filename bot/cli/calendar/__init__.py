"""The verbs around the company calendar: check it, publish it, look at it, and count working days by it."""
