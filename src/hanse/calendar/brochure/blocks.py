"""Markdown as paragraphs and lists for print: no HTML on the way, so nothing can be smuggled through it."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from hanse.typeset.brochure import Block, Run, Voice

_PARSER = MarkdownIt("commonmark", {"html": False})
DASH = "–"


def blocks_of(markdown: str) -> tuple[Block, ...]:
    """Paragraphs and lines of lists, in order. Headings become emphasised paragraphs; pictures, their words."""
    return tuple(_blocks(_PARSER.parse(markdown)))


def _blocks(tokens: list[Token]) -> Iterator[Block]:
    lists: list[int] = []  # the number of the next line of each open list; 0 where lines are not numbered
    sign = ""
    heading = False
    for token in tokens:
        if token.type == "bullet_list_open":
            lists.append(0)
        elif token.type == "ordered_list_open":
            lists.append(int(token.attrGet("start") or 1))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            sign = f"{lists[-1]}." if lists[-1] else DASH
            lists[-1] += 1 if lists[-1] else 0
        elif token.type in ("heading_open", "heading_close"):
            heading = token.type == "heading_open"
        elif token.type in ("fence", "code_block"):
            yield Block((Run(token.content),), sign)
        elif token.type == "inline":
            runs = tuple(_runs(token.children or [], "strong" if heading else ""))
            if runs:
                yield Block(runs, sign)
                sign = ""


def _runs(tokens: list[Token], voice: Voice) -> Iterator[Run]:
    voices: list[Voice] = [voice]
    href = ""
    for token in tokens:
        if token.type in ("strong_open", "em_open"):
            voices.append("strong" if token.type == "strong_open" else "emphasis")
        elif token.type in ("strong_close", "em_close"):
            voices.pop()
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
        elif token.type == "link_close":
            href = ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Run(" ", voices[-1], href)
        elif token.content:
            yield Run(token.content, voices[-1], href)
