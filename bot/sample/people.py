"""Who works at Northwind: two entities, fourteen teams, about 120 people, and a few whose story is told in the docs."""

from __future__ import annotations

import random
from dataclasses import dataclass, field

from bot.sample.names import handle, names

IRELAND, AMERICA = "northwind-ie", "northwind-us"
FOUNDED = "2024-02-01"


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """A team of the sample: how many people it has, what they do, and where."""

    team_id: str
    name: str
    size: int
    function: str
    entity: str
    zone: str
    attributes: tuple[str, ...] = ()  # values handed round among its people

    @property
    def currency(self) -> str:
        return "EUR" if self.entity == IRELAND else "USD"


DUBLIN, NEW_YORK, STOCKHOLM = "Europe/Dublin", "America/New_York", "Europe/Stockholm"
CRAFTS = ("frontend", "backend", "data", "platform")
TEAMS = (
    TeamPlan("leadership", "Leadership", 6, "leadership", IRELAND, DUBLIN),
    TeamPlan("cs-emea", "Customer Success EMEA", 12, "customer-success", IRELAND, DUBLIN, ("manager", "senior")),
    TeamPlan(
        "cs-nordics", "Customer Success Nordics", 8, "customer-success", IRELAND, STOCKHOLM, ("manager", "senior")
    ),
    TeamPlan(
        "cs-americas", "Customer Success Americas", 10, "customer-success", AMERICA, NEW_YORK, ("manager", "senior")
    ),
    TeamPlan("sales-emea", "Sales EMEA", 12, "sales", IRELAND, DUBLIN),
    TeamPlan("sales-americas", "Sales Americas", 12, "sales", AMERICA, NEW_YORK),
    TeamPlan("squad-activation", "Squad Activation", 9, "product", IRELAND, DUBLIN, CRAFTS),
    TeamPlan("squad-monetisation", "Squad Monetisation", 9, "product", IRELAND, DUBLIN, CRAFTS),
    TeamPlan("squad-retention", "Squad Retention", 9, "product", IRELAND, STOCKHOLM, CRAFTS),
    TeamPlan("platform", "Platform", 9, "product", IRELAND, DUBLIN, CRAFTS),
    TeamPlan("data", "Data", 7, "analytics", IRELAND, STOCKHOLM),
    TeamPlan("support", "Support", 8, "support", IRELAND, DUBLIN),
    TeamPlan("finance", "Finance", 5, "finance", IRELAND, DUBLIN),
    TeamPlan("people", "People", 4, "people", IRELAND, DUBLIN),
)

# The people whose story a visitor will find, as the first of their team after its lead.
STORIES = {
    "cs-emea": ("Ana Alves", "Ben Brandt"),
    "cs-nordics": ("Chloé Caron",),
    "sales-emea": ("Emil Engel", "Finn Farrell", "Gwen Garcia"),
    "squad-retention": ("نور الهاشمي",),
}
LEADS = {
    "cs-emea": "Ines Moreau",
    "sales-emea": "Rui Rocha",
    "leadership": "Siobhán Sheridan",
    "finance": "Tomás Thiele",
    "people": "Priya Patel",
}
OPERATOR = "Priya Patel"  # who runs Fairshare, and is in the operators' channel
VISITOR = "Ana Alves"  # whom the page opens as, and of whom the docs speak first
JOINER, LEAVER, GUEST = "Dara Dunne", "Lena Lund", "Max Contractor"
FEATURED = (
    VISITOR, "Ben Brandt", "Chloé Caron", "Aoife Zhang", JOINER, "Emil Engel", "Finn Farrell", "Gwen Garcia", "Ines Moreau", OPERATOR, GUEST,
)  # fmt: skip
"""Whom a visitor is offered to be: those of whom the README tells what to see."""
LOCALES = {DUBLIN: "en-IE", NEW_YORK: "en-US", STOCKHOLM: "en-GB"}


@dataclass(slots=True)
class Member:
    """One person of the sample. `stays` are (from, end, function, team) where they differ from one open stay since `start`."""

    person_id: str
    slack_id: str
    name: str
    team: TeamPlan
    title: str
    manager_id: str
    role: str = ""
    start: str = FOUNDED
    end: str = ""
    stays: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def handle(self) -> str:
        return handle(self.name)

    @property
    def locale(self) -> str:
        return LOCALES[self.team.zone]


def everybody(dice: random.Random) -> list[Member]:
    """All people, leads first in their team; the lead of leadership leads the leads."""
    taken = {name for stories in STORIES.values() for name in stories} | set(LEADS.values())
    people: list[Member] = []
    chief = ""
    for team in TEAMS:
        known = STORIES.get(team.team_id, ())
        extra = (JOINER, LEAVER) if team.team_id == "cs-emea" else ()
        lead = LEADS.get(team.team_id) or names(1, dice, taken)[0]
        rest = names(team.size - 1 - len(known) - len(extra), dice, taken)
        manager = chief
        for place, name in enumerate((lead, *known, *rest, *extra)):
            number = len(people) + 1
            member = Member(f"P-{1000 + number}", f"U0NW{number:05d}", name, team, _title(team, place), manager)
            if place == 0:
                manager, chief = member.person_id, chief or member.person_id
            if team.attributes:
                member.role = team.attributes[0] if name in known else team.attributes[place % len(team.attributes)]
            _tell_story(member)
            people.append(member)
    return people


def _title(team: TeamPlan, place: int) -> str:
    """What the chat shows beside the name: `Customer success manager, Customer Success EMEA`."""
    what = {
        "customer-success": "customer success manager", "sales": "account executive", "product": "product developer", "analytics": "data analyst",
        "support": "support engineer", "finance": "finance partner", "people": "people partner", "leadership": "director",
    }[team.function]  # fmt: skip
    if place == 0:
        return "Chief executive" if team.function == "leadership" else f"Head of {team.name}"
    return f"{what.capitalize()}, {team.name}"


def _tell_story(member: Member) -> None:
    if member.name == JOINER:
        member.start = "2026-11-16"
        member.stays = [
            ("2026-11-16", "2026-11-30", "onboarding", "cs-emea"),
            ("2026-12-01", "", "customer-success", "cs-emea"),
        ]
    elif member.name == LEAVER:
        member.end = "2026-10-31"
    elif member.name == "Gwen Garcia":  # moved from support to sales in the spring
        member.stays = [(FOUNDED, "2026-03-31", "support", "support"), ("2026-04-01", "", "sales", "sales-emea")]
