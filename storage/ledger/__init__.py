"""The ledger in the database: sign-offs, their postings, and the check that nobody edited one."""

from storage.ledger.check import Edited, edited
from storage.ledger.postings import payees_posted, payees_staged, postings_of, postings_of_payee
from storage.ledger.sign_offs import REOPENED, SIGNED, SignOff, closed, newest_sign_off, sign_offs
from storage.ledger.signing import MeanwhileError, Signing, begin, give_up, publish, reopen, stage

__all__ = [
    "REOPENED",
    "SIGNED",
    "Edited",
    "MeanwhileError",
    "SignOff",
    "Signing",
    "begin",
    "closed",
    "edited",
    "give_up",
    "newest_sign_off",
    "payees_posted",
    "payees_staged",
    "postings_of",
    "postings_of_payee",
    "publish",
    "reopen",
    "sign_offs",
    "stage",
]
