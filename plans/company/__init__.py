"""The company calendar: how time is cut into periods, which days are worked where, when pay is due, when people are appraised."""
