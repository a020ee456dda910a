"""Which addresses handed out by Slack may be used: its own over TLS, or the host that the settings name."""

from __future__ import annotations

from yarl import URL

_SECURE = {"https", "wss"}
_PLAIN = {"http", "ws"}


class ForeignAddressError(Exception):
    """An address that is neither Slack's nor the settings'. The message names its host at most: the rest may be a secret."""

    def __init__(self, host: str) -> None:
        super().__init__(f"an address on {host or 'no host'} was refused")
        self.host = host


def check_address(address: str, api_url: str) -> None:
    """Raise ForeignAddressError unless the address is on *.slack.com over TLS, or on the host of SLACK_API_URL.

    Read with the parser that the connection will use, so that the two cannot disagree about the host.
    """
    try:
        url, api = URL(address), URL(api_url)
    except ValueError:
        raise ForeignAddressError("") from None
    host = (url.host or "").lower()
    slack = host == "slack.com" or host.endswith(".slack.com")
    own = bool(host) and host == (api.host or "").lower()
    schemes = _SECURE if api.scheme in _SECURE or not own else _SECURE | _PLAIN
    if not (slack or own) or url.scheme not in schemes or url.user is not None:
        raise ForeignAddressError(host)


def is_loopback(address: str) -> bool:
    """On this machine: no proxy stands between."""
    return URL(address).host in {"127.0.0.1", "localhost", "::1"}
