"""The figures of a plan: each a name, a clause, and exactly one verb with its parameters."""

from __future__ import annotations

from typing import Any

from plans.company.cut import GRAINS
from plans.document import Entry, Listing, Table, Text, Tree
from plans.names import INPUT_ROOTS, LEDGER_ROOTS, is_name
from plans.params import Reading, either, read_value, weights
from plans.plan import PARTICIPANT, Figure
from plans.problem import Problems
from plans.reading.form import Form, near
from plans.reading.items import over_periods, with_bounds, with_items
from plans.sheets import cut_at_comma, instead_of, is_formula
from plans.syntax import Ref
from plans.verb import Verb
from plans.verbs import VERBS

FIELDS = ("clause", "title", "purpose", "story", "per", "each", "for")
_LONGEST = 60
LATER = (
    "true-up",
    "draw",
    "clawback",
    "offset",
    "defer",
    "vest",
)


def read_figures(form: Form, problems: Problems, *, complete: bool) -> dict[str, Figure]:
    """All figures by name. `complete` demands clause and title, as a published plan has them."""
    figures: dict[str, Figure] = {}
    clauses: dict[str, str] = {}
    for entry in form.entries("figures"):
        figure = _figure(entry, problems, complete=complete)
        if figure is None:
            continue
        if figure.clause and figure.clause in clauses:
            message = f"Clause {figure.clause} stands at `{clauses[figure.clause]}` and at `{figure.name}`."
            problems.add(
                entry.place, f"figures.{entry.key}.clause", "clause", message, "Give each figure a clause of its own."
            )
        clauses.setdefault(figure.clause, figure.name)
        figures[entry.key] = figure
    return with_bounds(figures)


def _figure(entry: Entry, problems: Problems, *, complete: bool) -> Figure | None:
    path = f"figures.{entry.key}"
    if not is_name(entry.key) or "." in entry.key or entry.key in (*INPUT_ROOTS, *LEDGER_ROOTS, PARTICIPANT):
        problems.add(
            entry.place,
            path,
            "name",
            f"`{entry.key[:60]}` cannot name a figure.",
            "Use letters, digits and dashes; `metric`, `term` and the like are taken.",
        )
        return None
    if not isinstance(entry.value, Table):
        written = entry.value.text if isinstance(entry.value, Text) else ""
        what = (
            f"`{written[:60]}` is a formula, and a plan has none." if is_formula(written) else f"`{path}` is no figure."
        )
        remedy = "A figure has a clause, a title and one verb: `{clause: 1.1, title: …, rate: {of: …, at: …}}`."
        problems.add(entry.place, path, "figure", what, remedy)
        return None
    verb = _verb(entry, entry.value, path, problems)
    form = Form(entry.value, path, problems)
    needs = "Give it a clause, so that people can name it: `clause: 1.1`." if complete else ""
    clause = form.text("clause", needed=needs)
    figure: dict[str, Any] = {
        "clause": clause,
        "title": form.text("title", needed="Give it a title, as people would call it." if complete else ""),
        "purpose": form.text("purpose"),
        "story": form.text("story"),
        "per": form.text("per") or PARTICIPANT,
        "each": _grain(form),
        "only_for": {
            limit.key: Form(form.table_at("for") or entry.value, path, problems).texts(limit.key)
            for limit in form.entries("for")
        },
        "place": entry.place,
    }
    if verb is None:
        return None
    body = entry.value.get(verb.name)
    before = problems.faults
    params = {} if body is None else _params(verb, body, Reading(problems, f"{path}.{verb.name}"))
    return Figure(entry.key, verb, params, sound=problems.faults == before, **figure)


def _grain(form: Form) -> str:
    """How often the figure is computed, where that is not as often as the plan pays."""
    grain = form.text("each")
    if grain and grain not in GRAINS:
        form.fault("each", "period", f"`each: {grain[:60]}` is no period.", f"Write one of: {', '.join(GRAINS)}.")
        return ""
    return grain


def _verb(entry: Entry, table: Table, path: str, problems: Problems) -> Verb | None:
    names = [key for key in table.names() if key in VERBS]
    for item in table:
        if item.key in LATER:
            problems.add(
                item.place,
                f"{path}.{item.key}",
                "not-yet",
                f"`{item.key}` is not part of this version of the language yet.",
                "Leave the figure out for now.",
            )
        elif item.key not in VERBS and item.key not in FIELDS:
            problems.add(
                item.place,
                f"{path}.{item.key}",
                "unknown-verb",
                f"`{item.key}` is no verb and no field of a figure.",
                cut_at_comma(table, item)
                or instead_of(item.key)
                or near(item.key, (*VERBS, *FIELDS))
                or f"Verbs: {', '.join(VERBS)}.",
            )
    if len(names) == 1:
        return VERBS[names[0]]
    if names:
        first, second = names[:2]
        message = f"`{path}` (line {entry.place.line}) has two verbs, `{first}` and `{second}`."
        remedy = f"Give each its own figure: `{entry.key}-before` with `{first}`, `{entry.key}` with `{second}`."
        problems.add(entry.place, path, "two-verbs", message, remedy)
    elif all(item.key in FIELDS for item in table):
        problems.add(entry.place, path, "no-verb", f"`{path}` has no verb.", f"Add one of: {', '.join(VERBS)}.")
    return None


def _params(verb: Verb, body: Tree, reading: Reading) -> dict[str, Any]:
    if verb.body is not None:
        value = read_value(verb.body.kind, body, reading)
        return {} if value is None else {verb.body.name: value}
    if not isinstance(body, Table):
        first = verb.parameters[0].name
        reading.fault(
            body.place,
            "verb",
            f"`{verb.name}` is a table of its parameters.",
            f"Write `{verb.name}: {{{first}: {_shown(body)}}}`.",
        )
        return {}
    known = {param.name: param for param in verb.parameters}
    if remedy := _without_its_table(verb, body):
        reading.fault(body.place, "verb", f"The parts of `{verb.name}` stand in a table of their own.", remedy)
        return {}
    params: dict[str, Any] = {}
    for entry in body:
        param = known.get(entry.key)
        if entry.key in verb.later:
            message = f"`{verb.name}: {entry.key}` is not part of this version of the language yet."
            reading.fault(entry.place, "not-yet", message, "Leave it out for now.")
            continue
        if param is None:
            remedy = cut_at_comma(body, entry) or near(entry.key, known) or f"It has: {', '.join(known)}."
            reading.fault(entry.place, "unknown-parameter", f"`{verb.name}` has no parameter `{entry.key}`.", remedy)
            continue
        value = read_value(param.kind, entry.value, reading.inside(entry.key))
        if value is not None:
            params[entry.key] = value
    _check_presence(verb, body, reading)
    params |= {key: Ref(name, body.place) for key, name in verb.implied(params).items()}
    window = verb.window(params)
    return with_items(params) if window is None else over_periods(params, window, verb.repeated)


def _without_its_table(verb: Verb, body: Table) -> str:
    """What to write where all that is weighed stands beside the parameters, as in `weigh: {retention: 60%, growth: 40%}`."""
    known = [param.name for param in verb.parameters]
    parts = [param.name for param in verb.parameters if param.kind is weights and body.get(param.name) is None]
    strange = [entry for entry in body if entry.key not in known]
    if not parts or not strange or any(near(entry.key, known) or not _is_value(entry.value) for entry in strange):
        return ""
    inside = ", ".join(f"{entry.key}: {entry.value.text}" for entry in strange if isinstance(entry.value, Text))
    return f"Write `{verb.name}: {{{parts[0]}: {{{inside}}}}}`."


def _is_value(tree: Tree) -> bool:
    return isinstance(tree, Text) and bool(tree.text)


def _shown(body: Tree) -> str:
    """A list or a value as it stands in the document, where it is short enough to be shown."""
    items = [item.text for item in body if isinstance(item, Text)] if isinstance(body, Listing) else []
    written = f"[{', '.join(items)}]" if items else body.text if isinstance(body, Text) and is_name(body.text) else ""
    return written if 0 < len(written) <= _LONGEST else "…"


def _check_presence(verb: Verb, body: Table, reading: Reading) -> None:
    for param in verb.parameters:
        if param.needed and not param.checked and body.get(param.name) is None:
            reading.fault(
                body.place,
                "missing-parameter",
                f"`{verb.name}` does not say `{param.name}`: {param.says or param.kind.takes}.",
                f"Add `{param.name}: …` ({param.kind.takes}).",
            )
    for group in verb.one_of:
        present = [name for name in group if body.get(name) is not None]
        if len(present) != 1:
            choice = either(group)
            has = f"has {either(present, 'and')}" if present else f"has none of {choice}"
            reading.fault(body.place, "one-of", f"`{verb.name}` {has}.", f"Write one of {choice}.")
