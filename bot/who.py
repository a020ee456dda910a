"""Who asks: the account of the signed payload, looked up in the database and nowhere else."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, NamedTuple

from commands.declare import Needs
from commands.gathering import today_of
from commands.relations import ALL_THAT_IS_KNOWN, reports_of
from commands.world import World
from storage.database import Connection
from storage.people import Person, person_by_slack
from storage.roles import OPERATOR, holds_role


class Workspace(NamedTuple):
    """Where the bot is installed; of an organisation, all its workspaces."""

    team_id: str
    enterprise_id: str = ""


class Caller(NamedTuple):
    """What a signed payload says about its sender: nothing here was typed by a person."""

    user_ids: tuple[str, ...]  # the organisation's id for the account first, then the workspace's
    team_id: str
    enterprise_id: str = ""

    @property
    def user_id(self) -> str:
        return self.user_ids[-1] if self.user_ids else ""


class Refused(NamedTuple):
    """Why somebody is not answered; for the log alone."""

    cause: str


def caller_of(body: Mapping[str, Any]) -> Caller:
    """The sender of a slash command or of an interaction."""
    user = _part(body, "user")
    organisation = _part(user, "enterprise_user") or _part(body, "enterprise_user")
    ids = (organisation.get("id"), user.get("id") or body.get("user_id"))
    team = user.get("team_id") or _part(body, "team").get("id") or body.get("team_id") or ""
    enterprise = _part(body, "enterprise").get("id") or body.get("enterprise_id") or ""
    return Caller(tuple(dict.fromkeys(each for each in ids if each)), team, enterprise)


def _part(body: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """An object inside a payload; in a command's flat fields there is none, whatever they are called."""
    part = body.get(name)
    return part if isinstance(part, Mapping) else {}


def identify(connection: Connection, caller: Caller, home: Workspace, now: int) -> Person | Refused:
    """The person behind the account, as of their own day. Guests and strangers only where they are enrolled as a partner's contact."""
    if not is_home(caller, home):
        return Refused("another workspace")
    who = _person(connection, caller, now)
    if who is None:
        return Refused("not enrolled")
    if who.account.deactivated:
        return Refused("deactivated")
    if who.account.bot:
        return Refused("a bot")
    if (who.account.guest or who.account.stranger) and who.kind != "contact":
        return Refused("a guest")
    if who.kind == "contact" and not who.present:  # people keep their own statements; a contact reads somebody else's
        return Refused("no longer enrolled as a contact")
    return who


def may(connection: Connection, world: World, who: Person, needs: Needs, now: int) -> bool:
    """Whether the person has what a declaration needs, today."""
    match needs:
        case Needs.PERSON:
            return True
        case Needs.MANAGER:
            return bool(reports_of(connection, world, who, today_of(who, now)))
        case Needs.OPERATOR:
            return who.present and holds_role(
                connection, who.person_id, OPERATOR, today_of(who, now), ALL_THAT_IS_KNOWN
            )


def is_home(caller: Caller, home: Workspace) -> bool:
    """Whether a payload comes from the workspace, or the organisation, in which the bot is installed."""
    if home.enterprise_id and caller.enterprise_id == home.enterprise_id:
        return True
    return caller.team_id == home.team_id


def _person(connection: Connection, caller: Caller, now: int) -> Person | None:
    """Whoever has one of the caller's ids, the organisation's first. Near midnight their own day may be another than UTC's."""
    utc = datetime.fromtimestamp(now // 1_000_000, UTC).date()
    for user_id in caller.user_ids:
        who = person_by_slack(connection, user_id, utc, ALL_THAT_IS_KNOWN)
        if who is not None:
            today = today_of(who, now)
            return who if today == utc else person_by_slack(connection, user_id, today, ALL_THAT_IS_KNOWN)
    return None
