"""The outbox: each delivery is a row, unique by kind, scope and period, that one worker at a time holds.

    pending -> sending -> sent
                  |-> pending     it was certainly not stored: refused for its pace, or no connection
                  |-> held        Slack refused it for good: a person decides
                  |-> uncertain   nobody knows: no answer, a fault of Slack's, or the worker died
    uncertain -> sent             the channel's history shows its key
              -> pending | held   it was looked for twice and is not there (by its own rule)
    pending -> skipped            it has nothing to say, comes too late, or a newer one took its place
    held -> pending | skipped     a person decided

A worker that lost its lease changes nothing any more: every change names the owner and the attempt.
"""

from storage.outbox.claiming import AHEAD, claim, claim_picture, claim_uncertain, finish, give_up_lost, is_held
from storage.outbox.deciding import drop, expire, release, repeat, resend
from storage.outbox.entry import (
    HELD,
    PENDING,
    SENDING,
    SENT,
    SKIPPED,
    STATES,
    UNCERTAIN,
    Action,
    Entry,
    Frozen,
    Post,
    Priority,
)
from storage.outbox.pace import HOME, WORKSPACE, Pace, is_paused, limited_until, pause, resume, wait_until
from storage.outbox.pictures import Picture, Step, begin_upload, picture_of, step_to
from storage.outbox.putting import enqueue, skip
from storage.outbox.reading import (
    LAST,
    Round,
    counts,
    entries,
    entry,
    has_expired,
    last_round,
    longest_held,
    mark_told,
    next_instant,
    oldest_queued,
    untold,
)

__all__ = [
    "AHEAD",
    "HELD",
    "HOME",
    "LAST",
    "PENDING",
    "SENDING",
    "SENT",
    "SKIPPED",
    "STATES",
    "UNCERTAIN",
    "WORKSPACE",
    "Action",
    "Entry",
    "Frozen",
    "Pace",
    "Picture",
    "Post",
    "Priority",
    "Round",
    "Step",
    "begin_upload",
    "claim",
    "claim_picture",
    "claim_uncertain",
    "counts",
    "drop",
    "enqueue",
    "entries",
    "entry",
    "expire",
    "finish",
    "give_up_lost",
    "has_expired",
    "is_held",
    "is_paused",
    "last_round",
    "limited_until",
    "longest_held",
    "mark_told",
    "next_instant",
    "oldest_queued",
    "pause",
    "picture_of",
    "release",
    "repeat",
    "resend",
    "resume",
    "skip",
    "step_to",
    "untold",
    "wait_until",
]
