"""What the demonstration needs on disk: a database with the sample company, a workspace and a manifest for the local Slack."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.cli.exits import Exit
from bot.cli.failures import VerbError
from bot.cli.sampling import fill
from bot.manifest import manifest
from bot.sample import CLOCK, OPERATORS_CHANNEL, Sample, make_sample
from bot.settings import Settings, read_settings
from bot.table import Declared
from storage.database import Database
from storage.schema import upgrade

MARK = "fairshare-demo"
"""A file of this name says that the folder is ours to make afresh."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder of a demonstration, by default `.demo`."""

    path: Path

    @property
    def file(self) -> Path:
        return self.path / "fairshare.db"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.file}"

    @property
    def workspace(self) -> Path:
        return self.path / "workspace.json"

    @property
    def manifest(self) -> Path:
        return self.path / "manifest.json"

    def log(self, name: str) -> Path:
        return self.path / f"{name}.log"

    def environment(self, api: str, clock: str = CLOCK) -> dict[str, str]:
        """The settings of the demonstration, with the address of its clock; those of a real workspace are none of it."""
        app = json.loads(self.workspace.read_text(encoding="utf-8"))["app"]
        return {
            "SLACK_API_URL": api,
            "SLACK_BOT_TOKEN": app["bot_token"],
            "SLACK_APP_TOKEN": app["app_token"],
            "SLACK_SIGNING_SECRET": app["signing_secret"],
            "DATABASE_URL": self.database,
            "FAIRSHARE_MODE": "socket",
            "FAIRSHARE_HTTP": "127.0.0.1:0",
            "FAIRSHARE_CLOCK": clock,
            "FAIRSHARE_TICK_S": "5",  # somebody moves the clock, and would like to see what falls due
            "OPERATOR_CHANNEL": OPERATORS_CHANNEL,
        }


def prepared(path: Path, *, keep: bool) -> Folder:
    """The folder, made afresh, or with `keep` as the last demonstration left it. Raises StorageError while one is still going on in it."""
    folder = Folder(path.absolute())
    if folder.file.exists():
        with closing(Database.open(folder.database)) as database, database.run_lock():
            pass
    if keep and folder.manifest.exists():  # what is written last
        return folder
    _clear(folder.path)
    sample = make_sample(folder.path / "files")
    with closing(Database.open(folder.database)) as database:
        upgrade(database)
        fill(database, sample)
    _describe(folder, sample)
    return folder


def _clear(path: Path) -> None:
    if path.exists():
        if not path.is_dir() or (any(path.iterdir()) and not (path / MARK).exists()):
            message = f"{path} is there already, and no demonstration made it."
            raise VerbError(Exit.USAGE, "folder", message, "Name another place: `demo --folder PATH`.")
        shutil.rmtree(path)
    try:
        path.mkdir(parents=True, mode=0o700)
        (path / MARK).touch()
    except OSError as error:
        message = f"{path} cannot be made: {(error.strerror or 'it failed').lower()}."
        raise VerbError(Exit.USAGE, "folder", message, "Name another place: `demo --folder PATH`.") from error


def _describe(folder: Folder, sample: Sample) -> None:
    folder.workspace.write_text(json.dumps(sample.workspace, ensure_ascii=False, indent=1), encoding="utf-8")
    document = manifest(_settings(folder), Declared())
    folder.manifest.write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")


def _settings(folder: Folder) -> Settings:
    return read_settings(folder.environment("http://127.0.0.1/api/"))
