"""Mappings of feeds, as files of a folder."""

from __future__ import annotations

import os
from pathlib import Path

from bot.clock import real
from storage.feeds import Feed, read_feeds
from tests.imports.conftest import NOVEMBER

HEADER = "id,seller,signed,amount\n"
ONE = f"{HEADER}D-1,P-1,2026-10-01,100.00\n"
WATCHED = """
mapping: deals
source: crm
watch: inbox
complete-through: yesterday
outputs:
  - import: facts
    columns:
      fact_id: id
      metric: {is: deal-value}
      subject_kind: {is: person}
      subject_id: seller
      observed: signed
      value: amount
      unit: {is: EUR}
"""
CREDITS = """  - import: credits
    columns:
      credit_id: id
      kind: {is: deal}
      payee_id: seller
      share: {is: 100%}
      enters: signed
      amount: amount
      currency: {is: EUR}
"""
QUERIED = WATCHED.replace("watch: inbox", 'database: "${CRM}"\nquery: SELECT id, seller, signed, amount FROM deals')
DAILY = QUERIED + "schedule: {every: day, at: 06:00, zone: Europe/Dublin}\n"
MONDAYS = QUERIED + "schedule: {every: monday, at: 06:00, zone: Europe/Dublin}\n"
SOON = 60_000_000  # microseconds: any file of the test is whole by then


def feed(folder: Path, mapping: str = WATCHED) -> Feed:
    """The one feed of a folder, with its inbox."""
    (folder / "inbox").mkdir(exist_ok=True)
    (folder / "deals.yaml").write_text(mapping, encoding="utf-8")
    (found,), problems = read_feeds(folder)
    assert problems.ok, [str(each) for each in problems]
    return found


def later() -> int:
    """The real time, a minute on."""
    return real() + SOON


def write_on(path: Path, at: int) -> None:
    """Dates a file (UTC microseconds)."""
    os.utime(path, (at // 1_000_000, at // 1_000_000))


def drop(folder: Path, name: str, text: str) -> Path:
    """Puts a file into the inbox, as it was written on the day of the tests."""
    path = folder / "inbox" / name
    path.write_text(text, encoding="utf-8")
    write_on(path, NOVEMBER)
    return path
