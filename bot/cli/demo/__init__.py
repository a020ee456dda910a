"""`demo`: everything on this machine, in two processes beside this one: a local Slack, and the bot as it runs everywhere."""
