"""Which addresses handed out by Slack may be used: its own over TLS, or the host that the settings name."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

# Spelled out rather than parsed: in this form no two parsers can disagree about the host.
_ADDRESS = re.compile(
    r"(?P<scheme>https?|wss?)://(?P<host>[a-z0-9.-]+|\[[0-9a-f:]+\])(?::\d{1,5})?(?:[/?][!-\[\]-~]*)?", re.IGNORECASE
)
_SECURE = {"https", "wss"}


class ForeignAddressError(ConnectionError):
    """An address that is neither Slack's nor the settings'. The message names its host at most: the rest may be a secret."""

    def __init__(self, host: str) -> None:
        super().__init__(f"an address on {host or 'no host'} was refused")
        self.host = host


def check_address(address: str, api_url: str) -> None:
    """Raise ForeignAddressError unless the address is on *.slack.com over TLS, or on the host of SLACK_API_URL."""
    found, api = _ADDRESS.fullmatch(address), urlsplit(api_url)
    if found is None:
        raise ForeignAddressError("")
    scheme, host = found["scheme"].lower(), found["host"].lower().strip("[]")
    slack = (host == "slack.com" or host.endswith(".slack.com")) and scheme in _SECURE
    own = host == api.hostname and (scheme in _SECURE or api.scheme not in _SECURE)
    if not (slack or own):
        raise ForeignAddressError(host)


def is_loopback(address: str) -> bool:
    """On this machine: no proxy stands between."""
    return urlsplit(address).hostname in {"127.0.0.1", "localhost", "::1"}
