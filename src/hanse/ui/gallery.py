"""Every component in every state, for the page `/ui/`."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from hanse.ui.templatetags.ui import AREAS, GLYPHS, STATES, button, glyph, notice, sign, state


@dataclass(frozen=True, slots=True)
class Chapter:
    """A component with its specimens."""

    name: str
    says: str
    specimens: tuple[tuple[str, SafeString], ...]


def specimens() -> tuple[Chapter, ...]:
    """All chapters of the gallery."""
    return (
        Chapter(
            "sign",
            gettext("The eight programmes; a word stands beside each."),
            tuple((a, mark_safe(f'<span data-area="{a}">{sign(area=a)} {a}</span>')) for a in AREAS),
        ),
        Chapter("glyph", gettext("The few small marks."), tuple((g, glyph(name=g)) for g in GLYPHS)),
        Chapter(
            "state", gettext("One word of state with a shape."), tuple((s, state(word=s, shape=s)) for s in STATES)
        ),
        Chapter(
            "button",
            gettext("Actions; one main action a page."),
            tuple(
                (k or "plain border", button(label=gettext("Send"), kind=k))
                for k in ("", "main", "firm", "small", "plain")
            ),
        ),
        Chapter(
            "notice",
            gettext("A sentence that should not be missed."),
            (
                ("notice", notice(title=gettext("Kept"), text=gettext("Your answers are safe."))),
                (
                    "error",
                    notice(
                        title=gettext("One answer needs a change"),
                        text=gettext("15 words too many. Shorten the text to 120 words."),
                        kind="error",
                    ),
                ),
            ),
        ),
    )
