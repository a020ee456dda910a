"""What product teams moved: the planned and the measured lift of a quarter's releases, and checks of quality that passed or did not."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.sample.people import TEAMS
from bot.sample.quarters import Quarter

SOURCE = "experiments"


def fact_rows(quarter: Quarter, dice: random.Random) -> Iterator[tuple[object, ...]]:
    """Facts about teams, not about people."""
    for team in TEAMS:
        if team.function != "product":
            continue
        read_on, key = quarter.read_on.isoformat(), f"{team.team_id}-{quarter.short}"
        planned = dice.choice((20, 25, 30, 40))  # tenths of a per cent
        measured = planned * dice.randint(70, 135) // 100
        yield (
            f"planned-{key}",
            "planned-lift",
            "team",
            team.team_id,
            quarter.period.start.isoformat(),
            f"{planned // 10}.{planned % 10}",
            "%",
            "",
        )
        yield (
            f"lift-{key}",
            "measured-lift",
            "team",
            team.team_id,
            read_on,
            f"{measured // 10}.{measured % 10}",
            "%",
            "",
        )
        for number in range(1, 21):
            passed = "yes" if dice.randint(1, 100) <= 93 else "no"  # noqa: PLR2004 - the share of checks that pass
            yield (
                f"check-{key}-{number:02d}",
                "quality-check",
                "team",
                team.team_id,
                read_on,
                passed,
                "yes/no",
                f"{key}-{number:02d}",
            )
