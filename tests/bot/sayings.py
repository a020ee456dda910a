"""The mock-ups of what people see, as the values that views return; rendering them must give the mock-ups again."""

from __future__ import annotations

from views.message import (
    Actions,
    Bars,
    Bold,
    Button,
    Chart,
    Code,
    Facts,
    Form,
    Grid,
    Heading,
    Message,
    Note,
    Paragraph,
    Part,
    Rule,
    Series,
    Stamp,
    Steps,
)

_READ = Stamp(1_795_154_400_000_000, "20 Nov 2026, 06:00 UTC")
_PLAN = "Plan: Customer Success 2026, version 3."
_BARS = Bars(
    "Per cent of the target pay of each part",
    (("Retention", "104%", 104), ("Adoption", "87.5%", 88), ("First value", "114.3%", 114)),
)
_CHART = Chart(
    "Each part: now and at target",
    ("Revenue retention", "Adoption", "Time to value"),
    (
        Series("Now", ("3120.00", "1575.00", "1371.43"), ("€3,120.00", "€1,575.00", "€1,371.43")),
        Series("At target", ("3000", "1800", "1200"), ("€3,000.00", "€1,800.00", "€1,200.00")),
    ),
    "Part of your pay",
    "EUR",
    _BARS,
)


def _line(title: str, amount: str, detail: str, figure: str) -> Paragraph:
    why = Button(f"fs.why.{figure}", "Why?", f"line-{figure}", f"Why: {title.lower()}")
    return Paragraph(((Bold(f"{title}: {amount}"),), (detail,)), why)


def mypay(picture: Part = _CHART) -> Message:
    """`mypay-normal`, or with bars `mypay-textbars`."""
    return Message(
        (
            Heading("Your variable pay, Q4 2026"),
            Paragraph(
                (
                    (
                        Bold("€6,066.43 earned so far"),
                        ", if the quarter closed on today's figures. That is 101.1% of your €6,000.00 target.",
                    ),
                )
            ),
            Facts((("Due 29 Jan 2027", "€5,459.79"), ("Held until 31 Dec 2027", "€606.64")), "states"),
            Note(("As of ", _READ, f". Not final: the quarter ends on 31 Dec 2026. {_PLAN}")),
            Rule(),
            _line(
                "Net revenue retention",
                "€3,120.00",
                "You: 107.1%. Target: 105%. Counts for half of your target pay.",
                "nrr",
            ),
            _line("Adoption", "€1,575.00", "You: 57% of accounts. Target: 60%. Counts for 30%.", "adopt"),
            _line(
                "Time to first value",
                "€1,371.43",
                "You: 28 days. Target: 30 days, and fewer is better. Counts for 20%.",
                "ttv",
            ),
            picture,
            Actions(
                (
                    Button("fs.mypay.changed", "What changed", "st-0471"),
                    Button("fs.whatif.open", "Try a what-if", "st-0471"),
                    Button("fs.mypay.past", "Past periods", "st-0471"),
                    Button("fs.feedback.open", "Something looks wrong", "st-0471"),
                ),
                "mypay_menu",
            ),
            Note(("Only you can see this. It is gone when Slack reloads. Statement check code: 7F3A-91C2.",)),
        )
    )


def mypay_bars() -> Message:
    return mypay(_BARS)


def why_line() -> Form:
    steps = (
        (
            "What was measured.",
            (
                "14 of your accounts went live from 1 Oct to 20 Nov 2026. The median is 28 days: half of them took that long"
                " or less. Source: onboarding tracker, read 20 Nov, 05:40 UTC."
            ),
        ),
        ("Your target.", "30 days (clause 4.3)."),
        ("How far you got.", "Target ÷ result, because fewer days is better: 30 ÷ 28 = 107.142857…% (clause 4.4)."),
        (
            "What that pays.",
            (
                "Above 100%, each point adds 2 points: 100 + 2 × 7.142857… = 114.285714…% (clause 4.5)."
                " The cap of 150% is not reached."
            ),
        ),
        ("Your target pay for this part.", "20% of €6,000.00 = €1,200.00 (clause 3.1)."),
        ("Multiply.", "€1,200.00 × 114.285714…% = €1,371.428571…"),
        ("Gate.", "Success plans up to date: open. Nothing is held back by it (clause 5.1)."),
        ("Round, once, to the cent.", "Half a cent or more goes up: €1,371.43 (clause 7.2)."),
    )
    return Form(
        "fs.why",
        "Why this figure",
        (
            Heading("Time to first value, Q4 2026"),
            Paragraph(((Bold("€1,371.43."), " You took 28 days where 30 was the target, and fewer days pay more."),)),
            Steps(steps),
            Note(("The dots mean that the digits go on. Fairshare keeps them all until step 8.",)),
            Paragraph(
                (
                    (
                        Bold("Check it yourself."),
                        " The plan text and your 14 rows are enough to get the same figure.",
                    ),
                ),
                Button("fs.rows.export", "Get my rows", "line-ttv", "Get the 14 rows behind time to first value"),
            ),
            Actions(
                (
                    Button("fs.rows.open", "See the 14 accounts", "line-ttv"),
                    Button("fs.plan.clause", "Read clause 4.5", "cs-2026-v3#4.5"),
                    Button("fs.feedback.open", "This line looks wrong", "line-ttv"),
                )
            ),
            Note(("As of ", _READ, f". {_PLAN} Statement check code: 7F3A-91C2.")),
        ),
        key="opaque-id",
    )


def error_input() -> Message:
    return Message(
        (
            Paragraph(((Bold('"adption" is not a measure in your plan. Did you mean adoption?'),),)),
            Paragraph(
                (
                    ("Write it like this: ", Code("/whatif adoption 60%")),
                    (
                        "Your measures: ",
                        Code("adoption"),
                        ", ",
                        Code("retention"),
                        ", ",
                        Code("time-to-value"),
                        ".",
                    ),
                )
            ),
            Actions(
                (
                    Button("fs.whatif.run", "Use adoption 60%", "adopt-60", primary=True),
                    Button("fs.whatif.open", "Pick from a form", "form"),
                )
            ),
        )
    )


def whatif_table() -> Grid:
    """The table of `whatif-before-after`."""
    return Grid(
        ("Figure", "Now", "At 60%", "Difference"),
        (
            ("Adoption part", "€1,575.00", "€1,800.00", "+€225.00"),
            ("Total earned", "€6,066.43", "€6,291.43", "+€225.00"),
            ("Due 29 Jan 2027", "€5,459.79", "€5,662.29", "+€202.50"),
            ("Held to 31 Dec 2027", "€606.64", "€629.14", "+€22.50"),
        ),
        right=(1, 2, 3),
    )
