"""Markdown in, clean HTML out."""

import re
from collections.abc import Iterator

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]*[^\s<>\"“”.,:;!?'’*_~…)\]。，、]")
_TAGS = {
    "p",
    "h3",
    "h4",
    "strong",
    "em",
    "a",
    "ul",
    "ol",
    "li",
    "blockquote",
    "code",
    "pre",
    "br",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}


def _link_addresses(state: StateCore) -> None:
    """Bare addresses become links, outside of links; text that was escaped is not one text yet, and stays text."""
    for block in state.tokens:
        if block.type != "inline" or not block.children:
            continue
        depth = 0
        made: list[Token] = []
        for token in block.children:
            depth += token.nesting if token.type.startswith("link_") else 0
            made += [token] if depth or token.type != "text" else _linked(token.content)
        block.children = made


def _linked(text: str) -> Iterator[Token]:
    end = 0
    for found in _ADDRESS.finditer(text):
        yield Token("text", "", 0, content=text[end : found.start()])
        yield Token("link_open", "a", 1, attrs={"href": found.group()}, info="auto")
        yield Token("text", "", 0, content=found.group())
        yield Token("link_close", "a", -1, info="auto")
        end = found.end()
    yield Token("text", "", 0, content=text[end:])


# Raw HTML in the text is shown as text; nh3 is the second wall, should the first one have a hole.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table"])
_LINKING = MarkdownIt("commonmark", {"html": False}).enable(["table"])
_LINKING.core.ruler.before("text_join", "addresses", _link_addresses)


def render_markdown(text: str, *, links_addresses: bool = False) -> SafeString:
    """HTML that holds only text, lists, tables and links; headings start at the third level.

    `links_addresses` makes links of bare addresses, as people expect of a page. Letters do not ask for it: what is
    filled into them may come from strangers.
    """
    html = (_LINKING if links_addresses else _PARSER).render(text)
    for level in (3, 2, 1):
        html = html.replace(f"<h{level}>", f"<h{min(level + 2, 4)}>").replace(
            f"</h{level}>", f"</h{min(level + 2, 4)}>"
        )
    return mark_safe(
        nh3.clean(
            html,
            tags=_TAGS,
            attributes={"a": {"href", "title"}},
            link_rel="noopener nofollow",
            url_schemes={"http", "https", "mailto", "tel"},
        )
    )
