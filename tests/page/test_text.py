"""Text of data stays text: what mrkdwn and rich text make of it, and what they never make of it."""

from decimal import Decimal

import pytest
from playwright.sync_api import Locator, expect

from tests.page.conftest import TS, JsonObject, Open, posted, said
from tests.page.double import Double
from views.figures import figures_for

pytestmark = pytest.mark.browser

ATTACK = '<img src=x onerror="document.title=\'broken\'"><script>document.title="broken"</script>'


def body(double: Double, open_page: Open, message: JsonObject, query: str = "as=U001&channel=C001") -> Locator:
    double.history["C001"] = [message]
    return open_page(query).locator(".message-body")


def bodies(double: Double, open_page: Open, messages: list[JsonObject]) -> list[Locator]:
    """Several messages in one page, as they follow each other."""
    one_after_another = enumerate(messages, start=10)
    double.history["C001"] = [{**message, "ts": f"17954172{second}.000100"} for second, message in one_after_another]
    drawn = open_page().locator(".message-body")
    expect(drawn).to_have_count(len(messages))
    return drawn.all()


def mrkdwn(text: str, *, verbatim: bool = False) -> JsonObject:
    return posted([{"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": verbatim}}])


SIGNS = [
    ("a *bold one* here", "strong", "bold one"),
    ("an _italic one_ here", "em", "italic one"),
    ("a ~struck one~ here", "s", "struck one"),
    ("type `/pay *now*` here", "code", "/pay *now*"),
    ("```\nline *1*\n  line 2\n```", "pre", "line *1*\n  line 2"),
    ("before\n&gt; quoted *words*\nafter", "blockquote", "quoted words"),
    ("&gt;&gt;&gt; one\ntwo", "blockquote", "one\ntwo"),
    ("*bold with `code` and _more_*", "strong", "bold with code and more"),
    ("(*hugged*)", "strong", "hugged"),
]


def test_signs_become_elements(double: Double, open_page: Open) -> None:
    drawn = bodies(double, open_page, [mrkdwn(text) for text, _, _ in SIGNS])
    for found, (text, tag, words) in zip(drawn, SIGNS, strict=True):
        assert found.locator(tag).first.inner_text() == words, text


OTHER_SIGNS = [
    ("2 * 3 * 4", "2 * 3 * 4"),
    ("snake_case_name", "snake_case_name"),
    ("a * b* c", "a * b* c"),
    ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
    ("&amp;lt; stays &lt;", "&lt; stays <"),
    ("a < b > c", "a < b > c"),
    ("unclosed *bold", "unclosed *bold"),
    ("<!date^nonsense^{date}|the fallback>", "the fallback"),
    ("<!date^1795417200^{unknown}|the fallback>", "the fallback"),
    ("<javascript:alert(1)|press me>", "press me"),
]


def test_other_signs_stay_as_they_are(double: Double, open_page: Open) -> None:
    drawn = bodies(double, open_page, [mrkdwn(text) for text, _ in OTHER_SIGNS])
    assert [found.inner_text() for found in drawn] == [shown for _, shown in OTHER_SIGNS]
    expect(drawn[0].page.locator(".message-body").locator("strong, em, s, a")).to_have_count(0)


def test_tokens_name_people_channels_and_links(double: Double, open_page: Open) -> None:
    text = "<@U002> in <#C002> by <@U404>, see <https://example.com/a?b=1&amp;c=2|the page> or <mailto:a@example.com>"
    found = body(double, open_page, mrkdwn(text))
    assert found.inner_text() == "@Jun Sato in #thanks by @U404, see the page or a@example.com"
    link = found.get_by_role("link", name="the page")
    expect(link).to_have_attribute("href", "https://example.com/a?b=1&c=2")
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    found.get_by_role("link", name="#thanks").click()
    expect(found.page.get_by_role("heading", level=1)).to_have_text("#thanks")


def test_bare_addresses_become_links_unless_verbatim(double: Double, open_page: Open) -> None:
    address = "see https://example.com/a."
    double.history["C001"] = [
        mrkdwn(address) | {"ts": TS},
        mrkdwn(address, verbatim=True) | {"ts": "1795417201.000100"},
    ]
    first, second = open_page().locator(".message-body").all()
    expect(first.get_by_role("link")).to_have_attribute("href", "https://example.com/a")
    expect(second).to_have_text(address)
    expect(second.get_by_role("link")).to_have_count(0)


@pytest.mark.parametrize(
    ("person", "shown"),
    [
        ("U001", "Due 23 Nov 2026 at 07:00."),
        ("U002", "Due Nov 23, 2026 at 4:00 PM."),
        ("U0EMPLOYEE1", "Due 23. Nov. 2026 at 08:00."),
    ],
)
def test_dates_are_told_in_the_readers_own_time(person: str, shown: str, double: Double, open_page: Open) -> None:
    message = mrkdwn("Due <!date^1795417200^{date_short} at {time}|23 Nov 2026, 07:00 UTC>.")
    found = body(double, open_page, message, f"as={person}&channel=C001")
    assert found.inner_text().replace("\N{NARROW NO-BREAK SPACE}", " ") == shown


ATTACKED = [
    said(ATTACK),
    mrkdwn(ATTACK),
    posted([{"type": "header", "text": {"type": "plain_text", "text": ATTACK}}]),
    posted([{"type": "markdown", "text": ATTACK}]),
    posted([{"type": "rich_text", "elements": [{"type": "rich_text_quote", "elements": [{"type": "text", "text": ATTACK}]}]}]),
    posted([{"type": "table", "rows": [[{"type": "raw_text", "text": ATTACK}]]}]),
    posted([{"type": "nonsense", "text": ATTACK}]),
]  # fmt: skip


def test_text_never_becomes_html(double: Double, open_page: Open) -> None:
    drawn = bodies(double, open_page, ATTACKED)
    for found in drawn:
        expect(found).to_contain_text("onerror")
        expect(found.locator("img, script")).to_have_count(0)
    expect(drawn[0].page).not_to_have_title("broken")


def test_names_of_people_never_become_html(double: Double, open_page: Open) -> None:
    page = open_page()
    double.tell("U001", {"type": "person", "person": {"id": "U002", "name": "jun", "real_name": ATTACK}})
    double.tell("U001", {"type": "message", "channel": "C001", "message": said("hello")})
    expect(page.locator(".author")).to_have_text(ATTACK)
    expect(page.locator("main img")).to_have_count(0)


RICH = [
    {"type": "rich_text_section", "elements": [
        {"type": "text", "text": "Ask ", "style": {"bold": True, "italic": True}},
        {"type": "user", "user_id": "U002"}, {"type": "text", "text": " in "}, {"type": "channel", "channel_id": "C002"},
        {"type": "text", "text": " "}, {"type": "emoji", "name": "wave", "unicode": "1f44b"}, {"type": "text", "text": " by "},
        {"type": "date", "timestamp": 1795417200, "format": "{date_short}", "fallback": "23 Nov"}, {"type": "text", "text": " "},
        {"type": "link", "url": "https://example.com/", "text": "here", "style": {"strike": True}}]},
    {"type": "rich_text_list", "style": "ordered", "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "first"}]}]},
    {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "under it"}]}]},
    {"type": "rich_text_list", "style": "ordered", "indent": 0, "offset": 1, "elements": [
        {"type": "rich_text_section", "elements": [{"type": "text", "text": "second"}]}]},
    {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "a  b"}]},
]  # fmt: skip


def test_rich_text_keeps_styles_and_nests_lists(double: Double, open_page: Open) -> None:
    found = body(double, open_page, posted([{"type": "rich_text", "elements": RICH}]))
    expect(found.locator(".rich-section")).to_have_text(
        "Ask @Jun Sato in #thanks \N{WAVING HAND SIGN} by 23 Nov 2026 here"
    )
    expect(found.locator("em strong")).to_have_text("Ask ")
    expect(found.locator("s a")).to_have_text("here")
    expect(found.locator("ol > li > ul > li")).to_have_text("under it")
    expect(found.locator("ol").last).to_have_attribute("start", "2")
    expect(found.locator("pre")).to_have_text("a  b")
    expect(found.locator(".unknown")).to_have_count(0)


def test_markdown_is_drawn(double: Double, open_page: Open) -> None:
    text = "# Title\nSome **bold** and *soft* and `code`.\n\n- one\n- [two](https://example.com/)\n\n1. first\n\n> said\n\n```\nx = 1\n```"
    found = body(double, open_page, posted([{"type": "markdown", "text": text}]))
    expect(found.get_by_role("heading")).to_have_text("Title")
    expect(found.locator("strong")).to_have_text("bold")
    expect(found.locator("em")).to_have_text("soft")
    expect(found.locator("ul > li")).to_have_text(["one", "two"])
    expect(found.locator("ol > li, blockquote, pre")).to_have_text(["first", "said", "x = 1"])


LINES_OF_BRACKETS = """node => {
  const text = document.createTreeWalker(node, NodeFilter.SHOW_TEXT).nextNode();
  const range = document.createRange();
  range.setStart(text, text.data.indexOf("("));
  range.setEnd(text, text.data.indexOf(")") + 1);
  node.style.whiteSpace = "nowrap";
  node.style.width = `${Math.ceil(range.getBoundingClientRect().width) + 1}px`; // as narrow as it may be
  node.style.whiteSpace = "";
  return new Set([...range.getClientRects()].map(box => Math.round(box.top))).size;
}"""


def test_a_sign_its_amount_and_their_brackets_stay_on_one_line(double: Double, open_page: Open) -> None:
    changes = [
        figures_for(locale).amount(Decimal(-306), currency)
        for locale, currency in (("en-IE", "EUR"), ("en-US", "USD"), ("de-DE", "EUR"), ("de-CH", "CHF"))
    ]
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": f"now less ({change})"}} for change in changes]
    found = body(double, open_page, posted(blocks))
    expect(found.locator(".section-text")).to_have_count(len(changes))
    for at, change in enumerate(changes):
        assert found.locator(".section-text").nth(at).evaluate(LINES_OF_BRACKETS) == 1, change


UNKNOWN = [
    ({"type": "plan", "title": "x"}, 'Unknown block "plan"'),
    ({"type": "actions", "elements": [{"type": "rocket"}]}, 'Unknown element "rocket"'),
    ({"type": "context", "elements": [{"type": "button"}]}, 'Unknown context element "button"'),
    ({"type": "rich_text", "elements": [{"type": "rich_text_poem"}]}, 'Unknown rich text part "rich_text_poem"'),
    ({"type": "data_visualization", "title": "x", "chart": {"type": "pie"}}, 'Unknown chart "data_visualization"'),
    ({"text": "x"}, "Unknown block without a type"),
]


def test_what_cannot_be_drawn_is_loud(double: Double, open_page: Open) -> None:
    drawn = bodies(double, open_page, [posted([block]) for block, _ in UNKNOWN])
    for found, (_, named) in zip(drawn, UNKNOWN, strict=True):
        box = found.locator(".unknown")
        expect(box).to_contain_text(named)
        expect(box).to_have_css("border-top-color", "rgb(209, 23, 63)")
        expect(box).to_have_css("border-top-width", "3px")
