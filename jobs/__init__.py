"""What happens by itself, one file a job; like commands, they return what is to happen, as data."""

from jobs.anchor import ANCHOR

JOBS = {job.kind: job for job in (ANCHOR,)}
"""Every scheduled post, by its kind."""
