"""The page of the reference about the verbs, made from their own declarations; its examples are executed by a test."""

from __future__ import annotations

from collections.abc import Iterator

from plans.document import read_document
from plans.params import Param
from plans.plan import Figure
from plans.problem import Problems
from plans.reading.figures import read_figures
from plans.reading.form import Form
from plans.sentences import rule
from plans.verb import Verb
from plans.verbs import VERBS
from plans.words import say

GROUPS = {
    "measure": "Measure",
    "combine": "Combine",
    "pay": "Pay",
    "decide": "Decide",
    "bound": "Bound and adjust",
    "share": "Share",
    "time": "Time",
}
_INTRODUCTION = """# The verbs

A figure of a plan has exactly one verb. What stands under it says what the verb works on; nothing that changes pay is implied, so edges,
rounding, what lies outside, and what is left over must be said. Each entry shows its parameters, an example, and how the example reads
aloud: that sentence is made from the rule itself.

A parameter takes a value with its unit (`5%`, `12 months`, `250 EUR`), the name of a figure, or an input (`metric.…`, `term.…`,
`participant.…`, `period.…`). Any of them may be a case table: `{according-to: participant.role, junior: 4%, senior: 5%}`.

Numbers are computed with 50 digits. A comparison with an edge rounds both sides to 20 places first, so that three thirds reach 100%.
"""


def verbs_page() -> str:
    """The whole page as Markdown."""
    lines = [_INTRODUCTION]
    for group, title in GROUPS.items():
        verbs = [verb for verb in VERBS.values() if verb.group == group]
        if verbs:
            lines.append(f"## {title}\n")
            lines += [line for verb in verbs for line in _entry(verb)]
    return "\n".join(lines).rstrip() + "\n"


def example_of(verb: Verb) -> Figure:
    """The figure of a verb's example, read as a plan's would be."""
    problems = Problems()
    text = "figures:\n" + "\n".join(f"  {line}" for line in verb.example.splitlines())
    document = read_document(text, verb.name, problems)
    figures = read_figures(Form(document, "", problems), problems, complete=True) if document else {}
    if not problems.ok or not figures:
        raise ValueError(f"the example of {verb.name} cannot be read: {next(iter(problems), 'no figure')}")
    return next(figure for figure in figures.values() if figure.verb is verb)


def _entry(verb: Verb) -> Iterator[str]:
    yield f"### {verb.name}\n"
    yield f"{verb.summary}\n"
    params = verb.parameters if verb.body is None else (verb.body,)
    if verb.body is None:
        yield "| parameter | takes | says |"
        yield "|---|---|---|"
        yield from (_row(verb, param) for param in params)
    else:
        yield f"Under the verb stands {verb.body.kind.takes}: {verb.body.says}."
    yield ""
    yield "```yaml"
    yield verb.example
    yield "```\n"
    figure = example_of(verb)
    yield f"> {say(rule(figure, {figure.name: figure}))}\n"
    if verb.published:
        yield f"Published calculations that need it: {', '.join(f'`{case}`' for case in verb.published)}.\n"


def _row(verb: Verb, param: Param) -> str:
    choice = next((group for group in verb.one_of if param.name in group), ())
    must = "**" if param.needed or choice else ""
    takes = param.kind.takes.replace("|", "\\|")
    others = " or ".join(f"`{name}`" for name in choice if name != param.name)
    instead = f" (or {others})" if others else ""
    return f"| {must}`{param.name}`{must}{instead} | {takes} | {param.says.replace('|', '/')} |"
