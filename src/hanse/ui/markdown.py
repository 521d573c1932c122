"""Markdown in, clean HTML out."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# Raw HTML in the text is shown as text; nh3 is the second wall, should the first one have a hole.
_PARSER = MarkdownIt("commonmark", {"html": False}).enable(["table"])
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


def render_markdown(text: str) -> SafeString:
    """HTML that holds only text, lists, tables and links; headings start at the third level."""
    html = _PARSER.render(text)
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
