"""The schema for editors: it takes whatever the loader takes, knows every verb and word, and refuses what is misspelt."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from plans.document import Listing, Table, Text, Tree, read_document
from plans.problem import Problems
from plans.reading.figures import FIELDS, read_figures
from plans.reading.form import Form
from plans.reading.header import SECTIONS
from plans.schema import plan_schema
from plans.verbs import VERBS
from tests.plans.fragments import all_fragments

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*/*.yaml"))
WHOLE = Draft202012Validator(plan_schema())
SKETCH = Draft202012Validator(plan_schema(complete=False))


class CoreLoader(yaml.SafeLoader):
    """Types as YAML 1.2 has them, which editors use: numbers and `true`; `yes`, `on` and dates stay text."""


CoreLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag.rpartition(":")[2] in {"int", "float", "null"}]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def plain(tree: Tree) -> Any:
    if isinstance(tree, Text):
        return tree.text
    return (
        [plain(item) for item in tree] if isinstance(tree, Listing) else {each.key: plain(each.value) for each in tree}
    )


def told(validator: Draft202012Validator, document: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def plans() -> list[Path]:
    return [path for path in EXAMPLES if path.read_text().startswith("plan:")]


def structure(path: Path) -> tuple[Table, Problems]:
    problems = Problems()
    table = read_document(path.read_text(), path.name, problems)
    assert table is not None
    read_figures(Form(table, "", problems), problems, complete=True)
    return table, problems


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(plan_schema())
    Draft202012Validator.check_schema(plan_schema(complete=False))


def test_every_section_verb_parameter_and_field_is_described() -> None:
    schema = plan_schema()
    assert tuple(schema["properties"]) == (*SECTIONS, "changes")
    assert all(section["description"] for section in schema["properties"].values())
    figure = schema["properties"]["figures"]["additionalProperties"]["properties"]
    assert set(figure) == {*FIELDS, *VERBS}
    for verb in VERBS.values():
        assert figure[verb.name]["description"] == verb.summary
        for param in () if verb.body else verb.parameters:
            assert figure[verb.name]["properties"][param.name]["description"] == (param.says or param.kind.takes)


@pytest.mark.parametrize("path", plans(), ids=lambda path: path.stem)
def test_it_takes_every_example_as_an_editor_reads_it(path: Path) -> None:
    table, problems = structure(path)
    if problems.ok:
        assert told(WHOLE, plain(table)) == []
        assert told(WHOLE, yaml.load(path.read_text(), CoreLoader)) == []  # noqa: S506 - a safe loader with fewer types
    else:
        assert told(WHOLE, plain(table))


@pytest.mark.parametrize(("name", "fragment"), all_fragments().items(), ids=list(all_fragments()))
def test_it_takes_the_figures_that_the_loader_takes(name: str, fragment: Table) -> None:
    problems = Problems()
    read_figures(Form(fragment, "", problems), problems, complete=False)
    document = {"figures": plain(fragment)["figures"]}
    assert name
    assert (told(SKETCH, document) == []) == problems.ok


@pytest.mark.parametrize("verb", VERBS.values(), ids=list(VERBS))
def test_it_takes_every_example_of_a_verb(verb: Any) -> None:
    problems = Problems()
    table = read_document(f"figures:\n  {verb.example}\n", verb.name, problems)
    assert table is not None, list(map(str, problems))
    assert told(SKETCH, plain(table)) == []


@pytest.mark.parametrize(
    "figure",
    [
        {"rte": {"of": "metric.a", "at": "5%"}},
        {"rate": {"of": "metric.a", "a": "5%"}},
        {"rate": {"of": "metric.a"}},
        {"rate": {"of": ["metric.a"], "at": "5%"}},
        {"rate": {"of": "metric.a", "at": "5%"}, "sum": {"of": ["a"]}},
        {"ratio": {"of": "metric.a", "to": "metric.b", "to-size-of": "metric.b"}},
        {"sum": {"each": "a", "over": "credit", "choosing": "smallest"}},
        {"clause": "1.1", "title": "No verb"},
    ],
)
def test_it_refuses_what_the_loader_refuses(figure: dict[str, Any]) -> None:
    assert told(SKETCH, {"figures": {"pay": figure}})


def test_a_case_table_may_stand_for_any_value() -> None:
    share = {"according-to": "participant.role", "senior": "50%", "others": 1}
    assert told(SKETCH, {"figures": {"pay": {"rate": {"of": "metric.a", "at": share}}}}) == []
    assert told(SKETCH, {"figures": {"pay": {"rate": {"of": "metric.a", "at": {"senior": "50%"}}}}})
    assert told(SKETCH, {"figures": {"pay": {"rate": {"of": "metric.a", "at": {"according-to": "participant.role"}}}}})


@pytest.mark.parametrize("name", ["प्रोत्साहन", "prämie", "賞与"])
def test_figures_may_have_names_in_any_script(name: str) -> None:
    assert told(SKETCH, {"figures": {name: {"sum": {"of": ["metric.sales"]}}}}) == []
    assert told(SKETCH, {"figures": {f"{name} 2": {"sum": {"of": ["metric.sales"]}}}}) != []


RULE = {"each": "deal", "enters": "on", "takes": "share", "who": {"column": "payee"}}


@pytest.mark.parametrize(
    "who",
    [
        {"column": "payee"},
        {"owner-of": "account", "on": "day-90"},
        {"owner-of": "account", "on": ["day-30", "day-90"]},
        {"members-of": "team", "on": "day-90"},
        {"manager-of": "credit", "levels": 9, "on": "day-90"},
    ],
)
def test_it_takes_each_rule_of_attribution(who: dict[str, Any]) -> None:
    assert _attribution(RULE | {"who": who}) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"who": "the seller"},
        {"who": {"column": "seller"}},
        {"who": {"owner-of": "account"}},
        {"who": {"column": "payee", "owner-of": "account", "on": "day-90"}},
        {"who": {"manager-of": "credit", "on": "day-90"}},
        {"who": {"manager-of": "credit", "levels": 10, "on": "day-90"}},
        {"who": {"manager-of": "credit", "levels": 1, "on": ["day-30", "day-90"]}},
        {"takes": "half"},
    ],
)
def test_it_refuses_what_is_no_rule_of_attribution(wrong: dict[str, Any]) -> None:
    assert _attribution(RULE | wrong)


def _attribution(scope: dict[str, Any]) -> list[str]:
    figures = {"own": {"sum": {"each": "credit.amount", "over": "credit"}}}
    return told(SKETCH, {"attribution": {"credit": scope}, "figures": figures})
