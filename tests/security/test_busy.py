"""While somebody else writes for long: one's own pay is read as ever, and nobody's is shown of whom the look cannot be recorded."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace

from bot.desk import Sent, Typed
from bot.render.plain import plain
from storage.database import Database
from tests.commands.conftest import Company
from tests.security.house import INES, SAM, caller, desk_of
from views.effects import FormFaults, ReplaceForm, Reply

ANSWERS = {"whom": "sam", "period": "this", "reason": "preparing the quarterly talk"}
LOOK = Sent(caller(INES), "fs.team", inputs=tuple(ANSWERS), answers=ANSWERS)


def test_a_database_that_is_busy_shows_no_pay_unrecorded(enrolled: Company) -> None:
    address = enrolled.world.database.url.render_as_string(hide_password=False)
    with closing(Database.open(address, patience_s=0.2)) as impatient:
        desk = desk_of(Company(replace(enrolled.world, database=impatient)))
        with enrolled.world.database.write() as other:
            if not impatient.is_sqlite:
                other.exec_driver_sql("LOCK TABLE audit IN EXCLUSIVE MODE")
            refused = desk.answer(LOOK)
            own = desk.answer(Typed(caller(SAM), "/mypay"))
        assert isinstance(refused, FormFaults)
        assert "Nothing was lost: your words are still here." in refused.faults["whom"]
        assert isinstance(own, Reply)
        assert "€99,858.47 earned so far" in plain(own.message)
        assert isinstance(desk.answer(LOOK), ReplaceForm)
    looks = desk_of(enrolled).answer(Typed(caller(SAM), "/mypay", "looks"))
    assert isinstance(looks, Reply)
    assert "Your pay was looked at once." in plain(looks.message)
