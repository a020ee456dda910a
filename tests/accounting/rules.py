"""The sample's plans, read aloud and written down by hand in fractions: what each pays, and what it has to wait for.

Written from the sentences of the documents in `examples/sample`, not from their text: a mistake in the reader of plans cannot be in both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

from tests.accounting.books import Books, Quarter, Row

ONE, ZERO = Fraction(1), Fraction(0)
LATE_AFTER = {
    "billing": 10, "product-usage": 5, "product-usage-us": 5, "onboarding": 10, "crm": 10, "crm-credits": 10, "experiments": 15, "success-plans": 10,
}  # fmt: skip
OWNER = {
    "billing": "finance",
    "product-usage": "data team",
    "product-usage-us": "data team",
    "onboarding": "customer success operations",
    "crm": "sales operations",
    "crm-credits": "sales operations",
    "experiments": "data team",
    "success-plans": "customer success operations",
}

Wait = tuple[str, str, str | None, str]  # metric, source, since, owner
Points = Sequence[tuple[int, int]]  # per cent, per cent


@dataclass(slots=True)
class Account:
    """One person's quarter: the figures that the plan names, the payout in cents (None: it waits), when it is due, what it waits for."""

    payee: str
    plan: str
    version: str
    currency: str
    due: date
    figures: dict[str, Fraction] = field(default_factory=dict)
    waits: set[Wait] = field(default_factory=set)
    cents: int | None = None
    counted_through: set[str] = field(default_factory=set)  # metrics that stand on less than the whole period so far


@dataclass(frozen=True, slots=True)
class Desk:
    """Whose account is made up: the books, the quarter, the mode, and the day it is (UTC)."""

    books: Books
    quarter: Quarter
    final: bool
    today: date

    def account(self, person: str) -> Account | None:
        """The person's account, or None where no plan is theirs."""
        stay = self.books.stay(person, self.quarter, self.today)
        if stay is None:
            return None
        book = {
            ("customer-success", "northwind-ie"): _customer_success,
            ("customer-success", "northwind-us"): _customer_success,
            ("sales", "northwind-ie"): _sales,
            ("sales", "northwind-us"): _sales,
            ("product", "northwind-ie"): _product,
        }.get((stay["function"], stay["entity_id"]))
        return book(self, person, stay) if book else None

    def ready(self, account: Account, metric: str, source: str) -> bool:
        """Whether a source holds enough to go by; what is short is written down as waited for, or as assumed."""
        through = self.books.through.get(source)
        if self.final:
            if through is None or through < self.quarter.end:
                account.waits.add((metric, source, through.isoformat() if through else None, OWNER[source]))
                return False
            return True
        until = min(self.quarter.end, self.today)
        if through is None or through >= until:
            return True
        if (until - through).days > LATE_AFTER[source]:
            account.waits.add((metric, source, through.isoformat(), OWNER[source]))
            return False
        account.counted_through.add(metric)
        return True

    def countable(self, account: Account, metric: str, source: str, rows: Sequence[Row]) -> bool:
        """Whether rows can be counted or added up. None of them is a zero only if the source has said something about the quarter."""
        if not self.ready(account, metric, source):
            return False
        through = self.books.through.get(source)
        if rows or (through is not None and through >= self.quarter.start):
            return True
        self.absent(account, metric, source)
        return False

    def absent(self, account: Account, metric: str, source: str) -> None:
        through = self.books.through.get(source)
        account.waits.add((metric, source, through.isoformat() if through else None, OWNER[source]))


def _customer_success(desk: Desk, person: str, stay: Row) -> Account:
    """Three measures against their targets, each along its line; the plans with a gate stop them at 100% while plans are behind."""
    american = stay["entity_id"] == "northwind-us"
    first, second = desk.quarter.name <= "2025-Q4", "2026-Q1" <= desk.quarter.name <= "2026-Q2"
    plan, version = (
        ("customer-success-us", "1") if american else ("customer-success", "1" if first else "2" if second else "3")
    )
    account = Account(person, plan, version, "USD" if american else "EUR", desk.quarter.end + timedelta(days=29))
    gated = american or not (first or second)
    weights = {"nrr": 50, "adopt": 30, "ttv": 20}
    if not gated:
        weights = {"nrr": 60, "adopt": 40} if first else {"nrr": 40, "adopt": 30, "ttv": 30}
    reached = _reached(desk, account, person, american=american, with_days=not (first and not american))
    behind = _behind(desk, account, person) if gated else False
    if account.waits:
        return account
    steep: Points = ((80, 50), (100, 100), (125, 150))
    lines: dict[str, Points] = dict.fromkeys(weights, steep)
    if not gated:
        lines["nrr"] = ((90, 50), (100, 100), (120, 150))
    score = ZERO
    target = desk.books.agreed(person, "target", desk.quarter)[-1][0]
    for name, weight in weights.items():
        pays = _along(reached[name], lines[name])
        counts = min(pays, ONE) if behind else pays
        account.figures |= {f"{name}-reached": reached[name], name: counts}
        if gated:
            account.figures[f"{name}-pays"] = pays
        score += target * Fraction(weight, 100) * counts
    account.figures |= {"score": score, "bonus": Fraction(_cents(score), 100)}
    account.cents = _cents(score)
    return account


def _reached(desk: Desk, account: Account, person: str, *, american: bool, with_days: bool) -> dict[str, Fraction]:
    reached = {}
    if desk.ready(account, "nrr", "billing"):
        now, before = (_total(desk, metric, person) for metric in ("revenue-now", "revenue-year-ago"))
        if before:
            account.figures["metric.nrr"] = now / before
            reached["nrr"] = now / before / Fraction("1.05")
        else:
            desk.absent(account, "nrr", "billing")
    adopt, used, feed = ("adopt", "workspace-active", "product-usage")
    if american:
        adopt, used, feed = (f"{name}-us" for name in (adopt, used, feed))
    if desk.ready(account, adopt, feed):
        spaces = desk.books.observed(used, person, desk.quarter)
        if spaces:
            active = Fraction(sum(row["value"] == "yes" for row in spaces), len(spaces))
            account.figures[f"metric.{adopt}"] = active
            reached["adopt"] = active / Fraction(60, 100)
        else:
            desk.absent(account, adopt, feed)
    if with_days and desk.ready(account, "ttv", "onboarding"):
        days = sorted(int(row["value"]) for row in desk.books.observed("first-value-days", person, desk.quarter))
        if days:
            middle = Fraction(days[(len(days) - 1) // 2] + days[len(days) // 2], 2)
            account.figures["metric.ttv"] = middle
            reached["ttv"] = 30 / middle
        else:
            desk.absent(account, "ttv", "onboarding")
    return reached


def _behind(desk: Desk, account: Account, person: str) -> bool:
    """Whether fewer than 80% of the accounts have a current plan."""
    plans = desk.books.observed("plan-current", person, desk.quarter)
    known = [desk.countable(account, metric, "success-plans", plans) for metric in ("accounts", "current-plans")]
    if not all(known):
        return False
    current = sum(row["value"] == "yes" for row in plans)
    account.figures |= {"metric.accounts": Fraction(len(plans)), "metric.current-plans": Fraction(current)}
    account.figures["plans-needed"] = len(plans) * Fraction(80, 100)
    return 100 * current < 80 * len(plans)


def _sales(desk: Desk, person: str, stay: Row) -> Account:
    """4% to the quota and of net returns, 6% above it, 8% above 125% of it; 1% of longer deals; 1,500 for the quota; never a bill."""
    american = stay["entity_id"] == "northwind-us"
    region, currency, metric = ("americas", "USD", "won-us") if american else ("emea", "EUR", "won")
    account = Account(person, f"sales-{region}", "1", currency, desk.quarter.end + timedelta(days=30))
    credited = list(desk.books.credited(person, desk.quarter))
    won_known = desk.countable(account, metric, "crm", desk.books.observed("deal-value", person, desk.quarter))
    deals_known = desk.countable(account, "item.deal-us" if american else "item.deal", "crm-credits", credited)
    if not (won_known and deals_known):
        return account
    won = _total(desk, "deal-value", person)
    held = desk.books.agreed(person, "quota", desk.quarter)
    quota = sum((value * days for value, days in held), ZERO) / sum(days for _, days in held)
    far = quota * Fraction(125, 100)
    commission = (4 * min(won, quota) + 6 * max(min(won, far) - quota, ZERO) + 8 * max(won - far, ZERO)) / 100
    premium = ZERO
    for credit in credited:
        share = Fraction(credit["share"].removesuffix("%")) / 100
        if int(credit["term"].removesuffix(" months")) > 12:
            premium += Fraction(credit["amount"]) * share / 100
    bonus = Fraction(1500) if won >= quota else ZERO
    earned = commission + premium + bonus
    account.cents = max(_cents(earned), 0)
    account.figures = {
        f"metric.{metric}": won, "term.quota": quota, "attainment": won / quota, "commission": commission, "premium": premium,
        "quota-bonus": bonus, "earned": earned, "pay": Fraction(_cents(earned), 100), "pay-from-zero": Fraction(account.cents, 100),
    }  # fmt: skip
    return account


def _product(desk: Desk, person: str, stay: Row) -> Account:
    """The team's lift against the planned one, nothing for it under 85% of checks passed; and those checks. Weights by craft."""
    account = Account(person, "product-developers", "1", "EUR", desk.quarter.end + timedelta(days=45))
    team = stay["team_id"]
    checks = desk.books.observed("quality-check", team, desk.quarter)
    for metric in ("checks-passed", "checks"):
        desk.countable(account, metric, "experiments", checks)
    lifts = {}
    for metric in ("measured-lift", "planned-lift"):
        if not desk.ready(account, metric, "experiments"):
            continue
        rows = desk.books.observed(metric, team, desk.quarter)
        if rows:
            lifts[metric] = Fraction(rows[-1]["value"]) / 100
        else:
            desk.absent(account, metric, "experiments")
    if account.waits:
        return account
    outcome = _along(lifts["measured-lift"] / lifts["planned-lift"], ((50, 0), (100, 100), (130, 150)), flat_below=True)
    passed = Fraction(sum(row["value"] == "yes" for row in checks), len(checks))
    quality = _along(passed, ((80, 0), (95, 100), (100, 120)), flat_below=True)
    counts = outcome if passed >= Fraction(85, 100) else ZERO
    weight = Fraction({"frontend": 70, "backend": 60, "data": 60, "platform": 40}[stay["role"]], 100)
    score = desk.books.agreed(person, "target", desk.quarter)[-1][0] * (weight * counts + (1 - weight) * quality)
    account.figures = {
        "lift-reached": lifts["measured-lift"] / lifts["planned-lift"], "outcome": outcome, "passed": passed, "quality": quality,
        "outcome-if-good": counts, "score": score, "bonus": Fraction(_cents(score), 100),
    }  # fmt: skip
    account.cents = _cents(score)
    return account


def _total(desk: Desk, metric: str, person: str) -> Fraction:
    return sum((Fraction(row["value"]) for row in desk.books.observed(metric, person, desk.quarter)), ZERO)


def _along(reached: Fraction, points: Points, *, flat_below: bool = False) -> Fraction:
    """What a result pays on a line through points in per cent: below the first nothing (or as the first), above the last as the last."""
    line = [(Fraction(at, 100), Fraction(pays, 100)) for at, pays in points]
    if reached < line[0][0]:
        return line[0][1] if flat_below else ZERO
    for (left, low), (right, high) in pairwise(line):
        if reached <= right:
            return low + (high - low) * (reached - left) / (right - left)
    return line[-1][1]


def _cents(amount: Fraction) -> int:
    """Rounded to the cent, halves away from zero."""
    size = (abs(amount) * 200 + 1) // 2
    return int(size) if amount >= 0 else -int(size)
