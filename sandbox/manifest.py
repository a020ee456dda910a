"""What the local Slack takes from an app manifest: commands, scopes, events, and where payloads go."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SlashCommand:
    """One entry of `features.slash_commands`."""

    command: str
    description: str = ""
    usage_hint: str = ""
    url: str = ""
    should_escape: bool = False


@dataclass(frozen=True, slots=True)
class Manifest:
    """An app's own declaration. Without a `base_url` the addresses in the manifest count in HTTP mode."""

    commands: dict[str, SlashCommand]
    scopes: tuple[str, ...]
    events: frozenset[str]
    socket_mode: bool
    home_tab: bool = False
    interactivity: bool = False
    interactivity_url: str = ""
    events_url: str = ""
    base_url: str = ""

    @property
    def over_http(self) -> bool:
        """Payloads go out as signed POSTs, not over a socket."""
        return bool(self.base_url) or not self.socket_mode

    def url_for(self, kind: str, command: str = "") -> str:
        """Where a payload of this kind goes in HTTP mode; empty if the app named no address."""
        if self.base_url:
            return self.base_url
        if kind == "slash_commands":
            return self.commands[command].url
        return self.interactivity_url if kind == "interactive" else self.events_url


def read_manifest(source: Path | JsonObject, base_url: str = "") -> Manifest:
    """The manifest of a file or of an object that was read already."""
    data = json.loads(source.read_text(encoding="utf-8")) if isinstance(source, Path) else source
    features, settings = data.get("features", {}), data.get("settings", {})
    commands = [
        SlashCommand(
            command=entry["command"],
            description=entry.get("description", ""),
            usage_hint=entry.get("usage_hint", ""),
            url=entry.get("url", ""),
            should_escape=entry.get("should_escape", False),
        )
        for entry in features.get("slash_commands", [])
    ]
    subscriptions = settings.get("event_subscriptions", {})
    interactivity = settings.get("interactivity", {})
    return Manifest(
        commands={entry.command: entry for entry in commands},
        scopes=tuple(data.get("oauth_config", {}).get("scopes", {}).get("bot", [])),
        events=frozenset(subscriptions.get("bot_events", [])),
        socket_mode=settings.get("socket_mode_enabled", False),
        home_tab=features.get("app_home", {}).get("home_tab_enabled", False),
        interactivity=interactivity.get("is_enabled", False),
        interactivity_url=interactivity.get("request_url", ""),
        events_url=subscriptions.get("request_url", ""),
        base_url=base_url,
    )
