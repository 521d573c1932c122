"""A message as plain text and as HTML, both from the same Markdown.

The HTML is a letter, not a page: headings, paragraphs, lists and links in the reader's own type and colours, without
styles, pictures or anything that is fetched when it is opened. So it cannot tell anybody that it was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote, urljoin

import nh3
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hanse.ui.markdown import render_markdown

_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table"])
_BULLETS = {"bullet_list_open", "ordered_list_open"}


@dataclass(frozen=True, slots=True)
class FootLine:
    """One line below a message: words, and where they lead."""

    words: str
    address: str = ""


def to_text(markdown: str, base: str = "") -> str:
    """Markdown as people write plain mails: a link's address stands behind its words, lists have dashes.

    With a `base`, addresses within the site become whole ones: a mail is read elsewhere.
    """
    return _Plain(base).write(_PARSER.parse(markdown))


def whole_text(markdown: str, foot: Sequence[FootLine], base: str) -> str:
    """The text part of a mail. The foot begins with the signature mark, so that programs know it for one (RFC 3676)."""
    lines = [f"{line.words}\n{line.address}" if line.address else line.words for line in foot]
    below = "\n-- \n" + "\n".join(lines) + "\n" if lines else ""
    return to_text(markdown, base) + below


def whole_html(subject: str, markdown: str, foot: Sequence[FootLine], language: str, base: str) -> str:
    """The HTML part of a mail."""
    lines = "".join(f"<p><small>{_foot_line(line)}</small></p>\n" for line in foot)
    below = f"<hr>\n<footer>\n{lines}</footer>\n" if lines else ""
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n<meta name="color-scheme" content="light dark">\n'
        f"<title>{escape(subject)}</title>\n</head>\n<body>\n<main>\n{_elsewhere(letter_html(markdown), base)}</main>\n{below}</body>\n</html>\n"
    )


def letter_html(markdown: str) -> SafeString:
    """Only the words of the message as HTML, for a page."""
    return render_markdown(markdown)


def first_words(markdown: str, most: int = 200) -> str:
    """The beginning of a message on one line, for lists and digests."""
    paragraphs = [part for part in to_text(markdown).split("\n\n") if part.strip()]
    words = " ".join(" ".join(paragraphs[:2]).split())
    return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def _elsewhere(html: SafeString, base: str) -> SafeString:
    """Words of ours for somebody who does not read them on the site: every link leads there by its whole address."""
    return mark_safe(nh3.clean(html, link_rel="noopener nofollow", url_relative=("rewrite_with_base", f"{base}/")))


def _foot_line(line: FootLine) -> SafeString:
    if not line.address:
        return format_html("{}", line.words)
    return format_html('<a href="{}">{}</a>', line.address, line.words)


class _Plain:
    """Walks through the tokens of Markdown and writes plain text."""

    def __init__(self, base: str = "") -> None:
        self.base = base
        self.blocks: list[str] = []
        self.lists: list[int | None] = []
        self.mark = ""
        self.quoted = 0

    def write(self, tokens: Sequence[Token]) -> str:
        for token in tokens:
            self._block(token)
        return "\n".join(self.blocks).strip("\n") + "\n"

    def _block(self, token: Token) -> None:
        kind = token.type
        if kind in _BULLETS:
            self.lists.append(int(token.attrs.get("start", 1)) if kind.startswith("ordered") else None)
        elif kind in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
            self._gap()
        elif kind == "list_item_open":
            self._begin_item()
        elif kind in ("blockquote_open", "blockquote_close"):
            self.quoted += 1 if kind.endswith("open") else -1
        elif kind == "inline":
            self._put(_inline(token.children or [], self.base))
        elif kind in ("fence", "code_block"):
            self._put(token.content.rstrip("\n"))
            self._gap()
        elif kind == "hr":
            self._put("—" * 10)
            self._gap()
        elif kind in ("paragraph_close", "heading_close", "table_close") and not token.hidden:
            self._gap()

    def _begin_item(self) -> None:
        number = self.lists[-1]
        self.mark = "- " if number is None else f"{number}. "
        if number is not None:
            self.lists[-1] = number + 1

    def _put(self, text: str) -> None:
        depth = len(self.lists)
        indent = "  " * (depth - 1) if depth else ""
        head = "> " * self.quoted + indent
        mark, self.mark = self.mark, ""
        for number, line in enumerate(text.split("\n")):
            lead = mark if number == 0 and mark else ("  " if depth else "")
            self.blocks.append(head + lead + line)

    def _gap(self) -> None:
        if self.blocks and self.blocks[-1]:
            self.blocks.append("")


def _inline(tokens: Sequence[Token], base: str) -> str:
    parts: list[str] = []
    links: list[tuple[str, int]] = []
    for token in tokens:
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(token.content)
        elif token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            links.append((urljoin(f"{base}/", href) if base else href, len(parts)))
        elif token.type == "link_close":
            address, start = links.pop()
            words = "".join(parts[start:])
            target = address.removeprefix("mailto:")
            if unquote(target).rstrip("/") == unquote(words).rstrip("/"):
                parts[start:] = [target]
            else:
                parts.append(f" <{target}>")
    return "".join(parts)
