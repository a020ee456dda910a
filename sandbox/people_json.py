"""Slack's user object."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.workspace import Person, Workspace

JsonObject = dict[str, Any]


def user_json(person: Person, workspace: Workspace, now: float, *, with_email: bool, with_locale: bool) -> JsonObject:
    """A person as `users.info` gives them. The address needs a scope of its own, the locale an argument."""
    team_id = workspace.team.id
    profile: JsonObject = {
        "title": person.title,
        "phone": "",
        "real_name": person.real_name,
        "real_name_normalized": person.real_name,
        "display_name": person.name,
        "display_name_normalized": person.name,
        "status_text": "",
        "status_emoji": "",
        "status_expiration": 0,
        "team": team_id,
    }
    if with_email and person.email:
        profile["email"] = person.email
    if person.id == workspace.app.bot_user:
        profile.update(api_app_id=workspace.app.id, bot_id=workspace.app.bot_id, always_active=True)
    out: JsonObject = {
        "id": person.id,
        "team_id": team_id,
        "name": person.name,
        "deleted": person.deleted,
        "profile": profile,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if not person.deleted:
        out.update(_active_keys(person, now))
    if person.is_stranger:
        out["is_stranger"] = True
    if with_locale:
        out["locale"] = person.locale
    return out


def _active_keys(person: Person, now: float) -> JsonObject:
    """Slack leaves these out for a deactivated member."""
    offset = datetime.fromtimestamp(now, ZoneInfo(person.tz)).utcoffset() or timedelta()
    return {
        "color": "757575",
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": person.tz,
        "tz_offset": int(offset.total_seconds()),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": False,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_email_confirmed": True,
        "who_can_share_contact_card": "EVERYONE",
    }
