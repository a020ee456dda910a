"""Lists: the posts there were, and the schedules, some at a time, each with a way into it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from views.message import Actions, Bold, Button, Form, Paragraph, Part
from views.posts import reason_sentence
from views.schedule.board import POSTS, PREVIEW, SETTINGS, STATES
from views.schedule.held import RECORD, Held
from views.schedule.record import KEY
from views.texts import capital, distinct

FORM = "fs.jobs"
CHANGE, SHOW = "fs.job.change", "fs.job.show"
MOST = 15  # in one list
_LONGEST_NAME = 75  # characters of a button's name for a screen reader


class Posted(NamedTuple):
    """A post of the list, with its state."""

    post: Held
    state: str


class Planned(NamedTuple):
    """A schedule of the list: what is posted (title, and team where there is one), when and where in words, and what its button carries."""

    name: str
    words: str
    key: str


class Page(NamedTuple):
    """What the button to the next page carries, if there is one; and whether this is not the first."""

    older: str = ""
    newest: str = ""


def posts_form(posts: Sequence[Posted], page: Page, *, held: bool) -> Form:
    """The posts there were, the newest first; with `held` those alone that wait for a decision."""
    lead = "Every post that waits for a decision, the newest first." if held else "Every post, the newest first."
    names = distinct((f"Show: {each.post.name}" for each in posts), _LONGEST_NAME)
    rows = [_posted(each, place, name) for place, (each, name) in enumerate(zip(posts, names, strict=True), 1)]
    parts: tuple[Part, ...] = (
        Paragraph(((lead if posts else "There is none.",),)),
        *rows,
        *_pages(POSTS, page, "posts"),
    )
    return Form(FORM, "Held posts" if held else "Earlier posts", parts, key=KEY)


def settings_form(schedules: Sequence[Planned], page: Page, said: str = "") -> Form:
    """When and where each post appears; `said` is what was changed by this."""
    lead = Paragraph(((Bold(said) if said else "Choose the post to change or to pause.",),))
    parts: tuple[Part, ...] = (lead, *_planned(schedules, CHANGE, "Change"), *_pages(SETTINGS, page, "schedules"))
    return Form(FORM, "Times and channels", parts, key=KEY)


def preview_list(schedules: Sequence[Planned], page: Page) -> Form:
    """Which post to preview."""
    lead = Paragraph((("See what would be posted now. Nobody else sees it.",),))
    parts: tuple[Part, ...] = (lead, *_planned(schedules, SHOW, "Preview"), *_pages(PREVIEW, page, "schedules"))
    return Form(FORM, "Preview a post", parts, key=KEY)


def _posted(each: Posted, place: int, name: str) -> Paragraph:
    why = f" {reason_sentence(each.post.reason)}" if each.post.reason else ""
    says = (Bold(f"{capital(each.post.name)}: {STATES[each.state]}."), why)
    return Paragraph((says,), Button(f"{RECORD}.{place}", "Show", each.post.key, name))


def _planned(schedules: Sequence[Planned], action: str, verb: str) -> list[Paragraph]:
    names = distinct((f"{verb}: {each.name}" for each in schedules), _LONGEST_NAME)
    return [
        Paragraph(((Bold(f"{each.name}."), f" {each.words}"),), Button(f"{action}.{place}", verb, each.key, name))
        for place, (each, name) in enumerate(zip(schedules, names, strict=True), 1)
    ]


def _pages(action: str, page: Page, noun: str) -> tuple[Actions, ...]:
    buttons = []
    if page.older:
        buttons.append(Button(f"{action}.more", "Show more", page.older, f"Show more {noun}"))
    if page.newest:
        buttons.append(Button(f"{action}.first", "Back to the start", page.newest))
    return (Actions(tuple(buttons)),) if buttons else ()
