"""`python -m sandbox --workspace workspace.json --manifest manifest.json --port 8910`"""

import argparse
import asyncio
import json
import signal
import sys
from pathlib import Path

from sandbox.business import BadInstantError
from sandbox.server import LocalSlack
from sandbox.workspace import WorkspaceError

USAGE_ERROR = 2


async def serve(options: argparse.Namespace) -> None:
    """Run until SIGTERM or SIGINT; say on standard output when it answers."""
    ended = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, ended.set)
    started = LocalSlack.start(
        options.workspace,
        options.manifest,
        port=options.port,
        http_url=options.http,
        rates=options.rates == "on",
        clock=options.clock,
    )
    async with started as local:
        ready = {"event": "ready", "url": local.url, "api": local.api_url}
        sys.stdout.write(json.dumps(ready) + "\n")
        sys.stdout.flush()
        await ended.wait()


def main() -> int:
    """Parse the command line and serve; 2 when a file cannot be used."""
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Slack on this machine alone.")
    parser.add_argument("--workspace", type=Path, required=True, help="team, app, people and channels (JSON)")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest (JSON)")
    parser.add_argument("--port", type=int, default=8910, help="0 takes a free one")
    parser.add_argument("--http", default="", metavar="URL", help="send payloads there as signed POSTs")
    parser.add_argument("--rates", choices=("on", "off"), default="on", help="count calls against Slack's limits")
    parser.add_argument(
        "--clock", default="", metavar="INSTANT", help="where business time begins, e.g. 2026-11-20T09:30:00Z"
    )
    try:
        asyncio.run(serve(parser.parse_args()))
    except (OSError, WorkspaceError, BadInstantError, json.JSONDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return USAGE_ERROR
    return 0


if __name__ == "__main__":
    sys.exit(main())
