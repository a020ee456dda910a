"""`blocks.validate`: the checks without the deed."""

from typing import Any

from sandbox.api.method import ApiError, Call, Method
from sandbox.validate import check_attachments, check_message_blocks, check_view

JsonObject = dict[str, Any]


def validate(call: Call) -> JsonObject:
    """Exactly one of `blocks`, `message`, `view`; pointers start inside what was given."""
    if len(call.arguments) != 1:
        raise ApiError("invalid_arguments")
    if "blocks" in call.arguments:
        problems = check_message_blocks(call.arguments["blocks"], "")
        error = "invalid_blocks"
    elif "view" in call.arguments:
        problems = check_view(call.arguments["view"], pointer="")
        error = "invalid_view"
    else:
        message = call.arguments["message"]
        problems = check_message_blocks(message.get("blocks", []))
        problems += check_attachments(message.get("attachments", []))
        error = "invalid_message"
    if problems:
        raise ApiError(error, problems, errors=[problem.as_json() for problem in problems])
    return {}


METHODS = (
    Method(
        "blocks.validate",
        validate,
        optional={"blocks": "array", "message": "object", "view": "object"},
        token="none",  # noqa: S106  # no token is needed
    ),
)
