"""The smaller answers: nothing to show yet, past periods, who looked, the form for a look, input that cannot be read."""

from __future__ import annotations

from datetime import date

from bot.render.plain import plain
from plans.calendar import parse_period
from tests.views.northwind import AS_OF, reader, statement
from views.faults import another_grain, unclear_period
from views.looks import Glance, Looks, looks_message
from views.message import Choice, Question
from views.nothing import Nothing, Reason, nothing_message
from views.past import Entry, Past, past_form
from views.team import team_form

Q4 = parse_period("2026-Q4")
OCTOBER = parse_period("2026-10")
YEAR = parse_period("2026")


def test_a_new_joiner_is_told_from_when_something_counts() -> None:
    nothing = Nothing(
        Reason.STARTS, joined=date(2026, 11, 16), starts=date(2026, 12, 1), plan="Customer Success 2026, version 3"
    )
    assert plain(nothing_message(nothing, reader(), AS_OF)) == (
        "Your variable pay\n\n"
        "There is nothing to show yet, and that is as planned. You joined on 16 Nov 2026. Your plan starts on 1 Dec 2026.\n\n"
        "- Now to 30 Nov 2026: no variable pay. Your contract sets your base pay, and Fairshare does not touch it.\n"
        "- From 1 Dec 2026: your own results count.\n\n"
        "As of 20 Nov 2026, 06:00 UTC. Plan: Customer Success 2026, version 3.\n\n"
        "Only you can see this."
    )


def test_other_ways_of_having_nothing() -> None:
    def said(nothing: Nothing, of: str = "") -> str:
        return plain(nothing_message(nothing, reader(of=of), AS_OF))

    day = date(2026, 11, 16)
    assert "There is nothing for Q4 2026. You joined on 16 Nov 2026, after it ended." in said(
        Nothing(Reason.NOT_JOINED, Q4, joined=day)
    )
    assert "The last day was 16 Nov 2026. Earlier periods can still be read." in said(
        Nothing(Reason.LEFT, Q4, left=day)
    )
    assert "Q4 2026 has not begun. It starts on 1 Oct 2026." in said(Nothing(Reason.FUTURE, Q4))
    assert "No published plan is for your team and role in Q4 2026." in said(Nothing(Reason.NO_PLAN, Q4))
    assert "Sam Keller joined on 16 Nov 2026" in said(Nothing(Reason.NOT_JOINED, Q4, joined=day), "Sam Keller")


def test_past_periods_carry_their_totals_or_their_states() -> None:
    late = statement(usage_through=date(2026, 11, 9))
    form = past_form(Past([Entry(statement(), "a")]), reader(), AS_OF, "1|k|")
    assert (
        "Q4 2026: €6,066.43\nSo far: the quarter ends on 31 Dec 2026. Customer Success 2026, version 3. [Open]"
        in plain(form)
    )
    waiting = past_form(Past([Entry(late, "b")]), reader(), AS_OF, "1|k|")
    assert "Q4 2026: no total yet\nSomething that it rests on has not arrived." in plain(waiting)


def test_who_looked_when_and_why() -> None:
    glance = Glance("Ines Moreau", AS_OF, Q4, "preparing the quarterly talk")
    said = plain(looks_message(Looks([glance], 1), reader()))
    assert "Your pay was looked at once.\n" in said
    assert "- Ines Moreau looked at Q4 2026 on 20 Nov 2026, 06:00 UTC: preparing the quarterly talk" in said
    assert "Nobody has looked at your pay." in plain(looks_message(Looks([], 0), reader()))


def test_the_form_for_a_look_names_people_and_nobodys_pay() -> None:
    form = team_form([("sam", "Sam Keller")], 3, "")
    assert [part.id for part in form.parts if isinstance(part, Choice | Question)] == ["whom", "period", "reason"]
    assert "3 more are not in the list: add part of a name after the command." in plain(form)
    assert form.submit == "Show statement"


def test_what_was_typed_is_said_again_with_what_was_meant() -> None:
    said = plain(unclear_period("last qarter", "last quarter", ("2026-Q1", "last", "help")))
    assert '"last qarter" is not a period. Did you mean last quarter?' in said
    assert "Write it like this: /mypay 2026-Q1, /mypay last, /mypay help" in said


def test_a_period_of_another_length_is_offered_in_the_plans_own() -> None:
    assert Q4 is not None
    assert OCTOBER is not None
    assert YEAR is not None
    said = plain(another_grain(OCTOBER, Q4, "k", reader()))
    assert "Oct 2026 is a month, and your plan pays by the quarter. It lies in Q4 2026." in said
    assert "You can: Show Q4 2026" in said
    first = parse_period("2026-Q1")
    assert first is not None
    assert "2026 is a year, and your plan pays by the quarter. It begins with Q1 2026." in plain(
        another_grain(YEAR, first, "k", reader())
    )
