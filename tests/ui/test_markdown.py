"""Markdown as pages show it."""

import pytest

from hanse.ui.markdown import render_markdown


@pytest.mark.parametrize(
    ("text", "shown", "href"),
    [
        (
            "See https://example.org/a?b=c&d=e.",
            "https://example.org/a?b=c&amp;d=e",
            "https://example.org/a?b=c&amp;d=e",
        ),
        ("(http://example.org/x)", "http://example.org/x", "http://example.org/x"),
        ("https://example.org/a_b_c/*d", "https://example.org/a_b_c/*d", "https://example.org/a_b_c/*d"),
        ("참고: https://example.org/가。", "https://example.org/가", "https://example.org/가"),
        ("“https://example.org/”", "https://example.org/", "https://example.org/"),
    ],
)
def test_a_bare_address_is_a_link_without_what_ends_the_sentence(text: str, shown: str, href: str) -> None:
    assert f'<a href="{href}" rel="noopener nofollow">{shown}</a>' in render_markdown(text, links_addresses=True)


@pytest.mark.parametrize(
    "text",
    [
        "`https://example.org/`",
        "    https://example.org/",
        "https\\://example.org/",
        "javascript://example.org/",
        "xhttps:/example.org",
    ],
)
def test_code_and_what_is_escaped_is_no_link(text: str) -> None:
    assert "<a" not in render_markdown(text, links_addresses=True)


def test_a_link_holds_no_second_one() -> None:
    html = render_markdown("[https://a.example/](https://b.example/) <https://c.example/>", links_addresses=True)
    assert html.count("<a") == 2
    assert 'href="https://b.example/"' in html


def test_letters_link_nothing_by_themselves() -> None:
    assert "<a" not in render_markdown("https://example.org/")
