"""Feeds: sources that are read by themselves, each declared by a mapping: files of a watched folder, or a query by a timetable."""

from storage.feeds.declared import Feed, read_feeds
from storage.feeds.runs import claim, finish, newest_run
from storage.feeds.watching import Delivery, take_files

__all__ = ["Delivery", "Feed", "claim", "finish", "newest_run", "read_feeds", "take_files"]
