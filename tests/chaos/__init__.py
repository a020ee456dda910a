"""The trial of crashes: real processes, a faulty Slack, kill -9 about every second. `make chaos`; no part of `make test`."""
