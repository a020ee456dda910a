"""`/team`: only whom one leads, only with a reason, and never unseen."""

from __future__ import annotations

from datetime import date

import pytest

from storage.audit import entries
from storage.looks import looks_at
from tests.commands.conftest import HERE, LOGGED, LONG_AGO, Company, buttons, form_of, said
from tests.storage import recording
from tests.views.checking import check
from tests.views.northwind import AS_OF
from views.effects import FormFaults, OpenForm, PushForm, Refuse, ReplaceForm
from views.message import Button, Choice

REASON = "preparing the quarterly talk"
DAY = 86_400_000_000


def looks(company: Company, payee: str) -> int:
    with company.world.database.read() as connection:
        return len(looks_at(connection, payee, 50))


def offered(form: OpenForm) -> list[str]:
    return [
        option.text
        for part in form.form.parts
        if isinstance(part, Choice) and part.id == "whom"
        for option in part.options
    ]


def test_the_form_offers_whom_one_leads_and_nobodys_pay(company: Company) -> None:
    form = company.types("ines", "/team")
    assert isinstance(form, OpenForm)
    assert offered(form) == ["Sam Keller"]
    assert "€" not in said(form)
    check(form.form)


def test_depth_is_a_setting(company: Company) -> None:
    boss = company.types("olga", "/team")
    assert isinstance(boss, OpenForm)
    assert offered(boss) == ["Ines Moreau"]
    deeper = company.deeper(2).types("olga", "/team")
    assert isinstance(deeper, OpenForm)
    assert offered(deeper) == ["Ines Moreau", "Sam Keller"]


def test_part_of_a_name_narrows_the_list(company: Company) -> None:
    form = company.deeper(2).types("olga", "/team", "KELL")
    assert isinstance(form, OpenForm)
    assert offered(form) == ["Sam Keller"]
    everybody = company.deeper(2).types("olga", "/team", "nobody of this name")
    assert isinstance(everybody, OpenForm)
    assert len(offered(everybody)) == 2


def test_a_look_is_recorded_and_then_shown(company: Company) -> None:
    shown = company.sends("ines", "fs.team", whom="sam", period="this", reason=f"  {REASON} ")
    assert isinstance(shown, ReplaceForm)
    words = said(shown)
    assert "Sam Keller's variable pay, Q4 2026" in words
    assert "€6,066.43 earned so far" in words
    assert "Sam Keller can see that you looked, and why." in words
    check(shown.form)
    seen = said(company.types("sam", "/mypay", "looks"))
    assert f"Ines Moreau looked at Q4 2026 on 20 Nov 2026, 06:00 UTC: {REASON}" in seen
    assert "€" not in seen


def test_a_look_is_logged_at_the_real_time_and_says_the_business_time(company: Company) -> None:
    company.sends("ines", "fs.team", whom="sam", period="this", reason=REASON)
    with company.world.database.read() as connection:
        (entry,) = entries(connection)
    assert entry.at == LOGGED
    assert entry.payload is not None
    assert entry.payload["what"]["now"] == AS_OF


def test_its_reasons_and_rows_open_on_it(company: Company) -> None:
    shown = form_of(company.sends("ines", "fs.team", whom="sam", period="this", reason=REASON))
    why = company.presses("ines", buttons(shown)["fs.why.adopt"], shown.key)
    assert isinstance(why, PushForm)
    assert "The result is 57%" in said(why)
    rows = company.presses("ines", buttons(why.form)["fs.rows.open"], why.form.key)
    assert isinstance(rows, ReplaceForm)


def test_the_period_before(company: Company) -> None:
    shown = company.sends("ines", "fs.team", whom="sam", period="before", reason=REASON)
    assert "Sam Keller's variable pay, Q3 2026" in said(shown)


@pytest.mark.parametrize("reason", ["", "   ", "because", "x" * 40, "a b"])
def test_a_reason_takes_a_few_words(company: Company, reason: str) -> None:
    faults = company.sends("ines", "fs.team", whom="sam", period="this", reason=reason)
    assert isinstance(faults, FormFaults)
    assert list(faults.faults) == ["reason"]
    assert looks(company, "sam") == 0


@pytest.mark.parametrize(
    ("viewer", "whom"),
    [
        ("ines", "rival"),
        ("ines", "ines"),
        ("rival", "sam"),
        ("ines", "ghost"),
        ("ines", ""),
        ("sam", "ines"),
        ("olga", "sam"),
    ],
)
def test_whom_one_does_not_lead_is_refused_and_not_recorded(company: Company, viewer: str, whom: str) -> None:
    assert isinstance(company.sends(viewer, "fs.team", whom=whom, period="this", reason=REASON), Refuse)
    assert looks(company, whom) == 0


def test_who_leads_nobody_is_refused(company: Company) -> None:
    assert isinstance(company.types("sam", "/team"), Refuse)


def test_a_look_is_the_viewers_alone_and_of_its_day(company: Company) -> None:
    shown = form_of(company.sends("ines", "fs.team", whom="sam", period="this", reason=REASON))
    button = buttons(shown)["fs.why.adopt"]
    for stranger in ("rival", "olga", "sam"):
        assert isinstance(company.presses(stranger, button, shown.key), Refuse)
    assert isinstance(company.presses("ines", button, shown.key, now=AS_OF + DAY), Refuse)
    assert isinstance(company.presses("ines", Button(button.id, "Why?", "look.999"), shown.key), Refuse)


def test_a_look_ends_with_the_relation(company: Company) -> None:
    shown = form_of(company.sends("ines", "fs.team", whom="sam", period="this", reason=REASON))
    company.record(recording.stay("sam", date(2026, 11, 20), manager_id="rival", **HERE), at=AS_OF)
    assert isinstance(company.presses("ines", buttons(shown)["fs.why.adopt"], shown.key), Refuse)
    assert isinstance(company.sends("ines", "fs.team", whom="sam", period="this", reason=REASON), Refuse)


def test_of_somebody_without_a_plan_it_says_so(company: Company) -> None:
    shown = company.sends("rival", "fs.team", whom="pat", period="this", reason=REASON)
    assert "No published plan is for the team and role in Q4 2026." in said(shown)
    assert "Your look is recorded." in said(shown)  # without an account in the chat nobody can see it there
    assert looks(company, "pat") == 1


def test_more_people_than_a_list_holds_are_counted(company: Company) -> None:
    people = [
        row
        for place in range(120)
        for row in (
            recording.person(f"p{place}", name=f"Person {place:03}"),
            recording.stay(f"p{place}", manager_id="rival"),
        )
    ]
    company.record(*people, at=LONG_AGO)
    form = company.types("rival", "/team")
    assert isinstance(form, OpenForm)
    assert len(offered(form)) == 100
    assert "21 more are not in the list: add part of a name after the command." in said(form)
