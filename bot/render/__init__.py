"""One message, several tongues: Block Kit for Slack, plain text for the command line and for tests."""
