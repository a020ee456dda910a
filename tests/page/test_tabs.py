"""The tabs that the tests of the page share: nothing of one test is left for the next."""

import pytest

from tests.page.serving import COOKIE, Server
from tests.page.tabs import Tabs

pytestmark = pytest.mark.browser

SAY = "text => fetch('/local/say', {method: 'POST', body: JSON.stringify({text})}).then(answer => answer.status)"


def test_a_tab_that_is_lent_again_remembers_nothing(tabs: Tabs, server: Server) -> None:
    with tabs.lent([]) as first:
        first.goto(server.url + "emoji.js")
        first.context.add_cookies([{"name": COOKIE, "value": "x", "url": server.url}])
        first.evaluate("sessionStorage.setItem('typed', 'x'); localStorage.setItem('colours', 'dark')")
        first.route("**/*", lambda route: route.abort())
    with tabs.lent([]) as again:
        assert again is first
        again.goto(server.url + "emoji.js")
        assert again.context.cookies() == []
        assert again.evaluate("sessionStorage.length + localStorage.length") == 0


def test_a_tab_that_failed_is_not_lent_again(tabs: Tabs) -> None:
    with pytest.raises(ZeroDivisionError), tabs.lent([]) as first:
        raise ZeroDivisionError
    with tabs.lent([]) as other:
        assert other is not first


def test_the_console_is_heard_while_a_tab_is_lent(tabs: Tabs) -> None:
    errors: list[str] = []
    with tabs.lent(errors) as tab:
        tab.evaluate("console.error('heard')")
    with tabs.lent([]) as tab:
        tab.evaluate("console.error('of another test')")
    assert [words.partition(" ")[0] for words in errors] == ["heard"]


def test_each_double_hears_its_own_tab_and_nobody_one_that_is_gone(tabs: Tabs, server: Server) -> None:
    with tabs.lent([]) as tab, server.double() as other:
        tab.goto(server.url + "emoji.js")
        with server.double() as double:
            tab.context.add_cookies([{"name": COOKIE, "value": double.name, "url": server.url}])
            assert tab.evaluate(SAY, "for the double") == 200
        assert tab.evaluate(SAY, "too late") == 410
    assert [body["text"] for _, body in double.sent] == ["for the double"]
    assert other.sent == []
