"""`plan schema`: what an editor needs to help while a plan is written."""

from __future__ import annotations

from bot.cli.out import pretty
from bot.cli.verb import Call, verb
from plans.schema import plan_schema


@verb
def schema(call: Call) -> None:
    """Print the JSON Schema (draft 2020-12) of a plan document.

    Save it beside your plans, and name it on their first line for editors with a YAML language server:

    \b
        # yaml-language-server: $schema=plan.schema.json
    """
    document = plan_schema()
    call.out.result(document, pretty(document))
