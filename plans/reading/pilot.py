"""A pilot: said before it starts, so that what it showed is told on a day that was named, whatever it showed."""

from __future__ import annotations

from datetime import date

from plans.plan import Pilot
from plans.problem import Problems
from plans.reading.form import Form, check_keys

_WRITE = "Write `pilot: {unit: north region, from: 2026-07-01, to: 2027-03-31, beside: everyone else, read-out: 2027-04-15}`."


def pilot_in(document: Form, start: date | None, end: date | None, problems: Problems) -> Pilot | None:
    """The pilot of a plan that holds from `start` to `end` (None: open); names what of it cannot be."""
    audience = document.table_at("audience")
    table = Form(audience, "audience", problems).table_at("pilot") if audience else None
    if table is None:
        return None
    pilot = Form(table, "audience.pilot", problems)
    check_keys(table, ("unit", "from", "to", "beside", "read-out"), pilot.path, problems)
    unit, beside = pilot.text("unit", needed=_WRITE), pilot.text("beside", needed=_WRITE)
    first, last, told = (pilot.day(key, needed=_WRITE) for key in ("from", "to", "read-out"))
    if first is None or last is None or told is None or not unit or not beside:
        return None
    if last < first:
        pilot.fault("to", "dates", f"The pilot ends on {last} before it starts on {first}.", "Swap them.")
    elif start and (first < start or (end is not None and last > end)):
        holds = f"from {start} to {end}" if end else f"from {start} on"
        pilot.fault(
            "from",
            "dates",
            f"The pilot runs from {first} to {last}, and the plan holds {holds}.",
            "A pilot lies within its plan.",
        )
    if told <= last:
        pilot.fault(
            "read-out",
            "dates",
            f"What the pilot showed would be told on {told}, before its end on {last}.",
            "Name a day after it.",
        )
    return Pilot(unit, first, last, beside, told)
