"""Which company calendar a plan is read with: one that was named, the published one, or one that lies beside the plan."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.cli.plan.documents import Draft, read_draft
from bot.cli.verb import Call
from plans.company.calendar import CompanyCalendar
from plans.company.versions import CalendarVersions

BESIDE = "calendar.yaml"


@dataclass(slots=True)
class Calendars:
    """Looks for the calendar that a plan names. `given` is the file of `--calendar`, or a calendar among the drafts: that counts alone.

    Without a call no database is asked.
    """

    call: Call | None = None
    given: CompanyCalendar | None = None

    def of(self, draft: Draft) -> CalendarVersions | None:
        """The calendar for a plan that names one; None for any other, and where there is none."""
        name = draft.names_calendar
        if not name:
            return None
        if self.given is not None:
            return CalendarVersions((self.given,))
        found = self._published()
        return self._beside(name, Path(draft.file)) if found is None else found

    def _published(self) -> CalendarVersions | None:
        if self.call is None:
            return None
        from bot.cli.plan.published import calendar_published  # noqa: PLC0415 - a second to load; most plans name none

        return calendar_published(self.call)

    def _beside(self, name: str, plan: Path) -> CalendarVersions | None:
        path = plan.with_name(BESIDE)
        if not path.is_file():
            return None
        calendar = read_draft(path).calendar
        if calendar is None or calendar.name != name:
            return None
        if self.call is not None:
            self.call.out.tell(f"The calendar {name} is not published; {path} is read in its place.")
        return CalendarVersions((calendar,))
