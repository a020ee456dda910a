"""What customer success reached: revenue of accounts, use, time to first value, success plans. One reading an account and quarter."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import NamedTuple

from bot.sample.people import AMERICA, Member
from bot.sample.quarters import LATE_SINCE, Quarter

Row = tuple[object, ...]


class Result(NamedTuple):
    """What one person reached in one quarter: the sums and counts that the single rows are made to add up to."""

    accounts: int
    retained: int  # per mille of last year's revenue
    active: int | None  # active workspaces of `workspaces`; None: no reading arrived
    workspaces: int
    days: tuple[int, ...]  # to first value, one an account that went live
    current_plans: int


ANA = Result(50, 1071, 57, 100, (12, 15, 19, 22, 24, 26, 27, 29, 31, 33, 38, 41, 45, 60), 43)
OF_STORY = {"Ana Alves": ANA, "Ben Brandt": ANA._replace(current_plans=37), "Chloé Caron": ANA._replace(active=None)}
BILLING, USAGE, ONBOARDING, PLANS = "billing", "product-usage", "onboarding", "success-plans"


def result(member: Member, quarter: Quarter, dice: random.Random) -> Result:
    """A story's figures in the current quarter; elsewhere a draw around the target."""
    accounts, workspaces = dice.randint(18, 30), dice.randint(40, 70)
    drawn = Result(
        accounts,
        dice.randint(960, 1130),
        workspaces * dice.randint(50, 70) // 100,
        workspaces,
        tuple(sorted(dice.randint(14, 52) for _ in range(dice.randint(5, 11)))),
        accounts * dice.randint(78, 98) // 100,
    )
    return OF_STORY.get(member.name, drawn) if quarter.name == "2026-Q4" else drawn


def facts(member: Member, quarter: Quarter, reached: Result) -> Iterator[tuple[str, Row]]:
    """(source, row) for every fact of one person and quarter."""
    key = f"{member.person_id}-{quarter.short}"
    currency = member.team.currency
    usage, read_on = USAGE, quarter.read_on.isoformat()
    used_on = read_on
    if member.team.entity == AMERICA:
        usage = "product-usage-us"
        if quarter.name == "2026-Q4":
            used_on = LATE_SINCE.isoformat()
    for number, (before, now) in enumerate(revenue(reached), start=1):
        account = f"{key}-A{number:02d}"
        yield (
            BILLING,
            (f"was-{account}", "revenue-year-ago", "person", member.person_id, read_on, before, currency, account),
        )
        yield BILLING, (f"now-{account}", "revenue-now", "person", member.person_id, read_on, now, currency, account)
        plan = "yes" if number <= reached.current_plans else "no"
        yield PLANS, (f"plan-{account}", "plan-current", "person", member.person_id, read_on, plan, "yes/no", account)
    for number in range(1, (reached.workspaces if reached.active is not None else 0) + 1):
        active = "yes" if number <= (reached.active or 0) else "no"
        space = f"{key}-W{number:03d}"
        name = "workspace-active-us" if usage != USAGE else "workspace-active"
        yield usage, (f"use-{space}", name, "person", member.person_id, used_on, active, "yes/no", space)
    for number, days in enumerate(reached.days, start=1):
        account = f"{key}-N{number:02d}"
        yield (
            ONBOARDING,
            (f"ttv-{account}", "first-value-days", "person", member.person_id, read_on, days, "days", account),
        )


def revenue(reached: Result) -> Iterator[tuple[str, str]]:
    """What each account paid a year ago and pays now; the last one makes the sum come out exactly."""
    before = [8_000 + 500 * (number % 9) for number in range(reached.accounts)]
    total = sum(before) * reached.retained  # in mille of a unit
    spent = 0
    for number, amount in enumerate(before):
        last = number == len(before) - 1
        now = total - spent if last else amount * (reached.retained + 40 * (number % 3 - 1))
        spent += now
        yield f"{amount}.00", f"{now // 1000}.{now % 1000 // 10:02d}"
