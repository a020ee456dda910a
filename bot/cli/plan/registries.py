"""Which registry (and calendar) a plan is read with: one that was named, a published one, or one that lies beside the plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bot.cli.plan.calendars import Calendars
from bot.cli.plan.documents import NO_REGISTRY, Draft, complete, read_draft
from bot.cli.plan.parents import written_out
from bot.cli.verb import Call
from plans.registry import Registry

BESIDE = "registry.yaml"


@dataclass(slots=True)
class Registries:
    """Looks for registries by their version. `named` is the file of `--registry`, which then counts alone."""

    call: Call
    named: Draft | None = None
    at_hand: dict[str, Registry] = field(default_factory=dict)  # by version
    calendars: Calendars = field(default_factory=Calendars)

    def complete(self, draft: Draft) -> None:
        """Checks a plan with the registry and the calendar that it names, after all that it takes over from another plan is written out."""
        if draft.table is not None:
            draft.table = written_out(self.call, draft.table, Path(draft.file), draft.problems)
        if draft.table is None:
            return
        complete(draft, self.of(draft), self.calendars.of(draft))

    def of(self, draft: Draft) -> Registry | None:
        if self.named is not None:
            return self.named.registry
        version = draft.names_registry
        if not version:
            return NO_REGISTRY
        if version not in self.at_hand:
            found = self._published(version) or self._beside(version, Path(draft.file))
            if found is None:
                return None
            self.at_hand[version] = found
        return self.at_hand[version]

    def _published(self, version: str) -> Registry | None:
        from bot.cli.plan.published import registry_named  # noqa: PLC0415 - a second to load; with a registry at hand, needless

        return registry_named(self.call, version)

    def _beside(self, version: str, plan: Path) -> Registry | None:
        path = plan.with_name(BESIDE)
        if not path.is_file():
            return None
        registry = read_draft(path).registry
        if registry is None or registry.version != version:
            return None
        self.call.out.tell(f"Registry {version} is not published; {path} is read in its place.")
        return registry


def registries(
    call: Call, file: Path | None, drafts: Iterable[Draft] = (), calendar: Draft | None = None
) -> Registries:
    """The registries and the calendar for a call: `file` is that of `--registry`; those among the drafts count for the plans beside them."""
    named = read_draft(file) if file else None
    drafts = list(drafts)
    given = calendar.calendar if calendar else next((draft.calendar for draft in drafts if draft.calendar), None)
    at_hand = {draft.registry.version: draft.registry for draft in drafts if draft.is_registry and draft.registry}
    return Registries(call, named, at_hand, Calendars(call, given))
