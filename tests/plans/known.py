"""What is recorded about somebody in tests that draw it: some of it, or all, or nothing."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from plans.dossier import Dossier
from plans.record import Stay
from tests.plans.build import dossier, facts

NOBODYS = (Stay("ana", date(2025, 1, 1), team_id="north", function="sales"),)  # no role is recorded
FACTS = {
    "net": facts("net", ("n1", "2026-10-05", "-40 EUR")),
    "pace": facts("pace", ("p1", "2026-10-05", "120%")),
    "ready": facts("ready", ("r1", "2026-10-05", "yes")),
    "deal-value": facts("deal-value", ("d1", "2026-10-05", "100 EUR"), ("d2", "2026-11-01", "450.50 EUR")),
    "user-active": facts("user-active", ("a", "2026-10-05", "yes"), ("b", "2026-10-06", "no")),
    "mood": facts("mood", ("m1", "2026-10-05", "70%")),
}


SOURCES = st.sampled_from((None, "2026-11-01", "2026-11-19"))


@st.composite
def dossiers(draw: DrawFn, *, agreed: bool = False) -> Dossier:
    """What may have arrived by now, or not; with `agreed`, terms and role are there."""
    rows = [fact for found in FACTS.values() if draw(st.booleans()) for fact in found]
    complete = {name: day for name in ("crm", "survey") if (day := draw(SOURCES)) is not None}
    terms = [("quota", "2026-01-01", "500 EUR")] if agreed or draw(st.booleans()) else []
    stays = () if agreed or draw(st.booleans()) else NOBODYS
    return dossier(*rows, terms=terms, complete=complete, stays=stays)
