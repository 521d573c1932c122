"""What a form says when somebody else saved first."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hanse.audit.actor import name_signed
from hanse.calendar.queries.drafts import Clash
from hanse.calendar.queries.record_words import Names, difference, field_words


def clash_words(found: Clash) -> dict[str, Any]:
    """A clash in words, for the template `calendar/desk/_clash.html`."""
    names = Names.of((c.field, value) for c in found.conflicts for value in (c.browser, c.files))
    both = []
    for conflict in found.conflicts:
        theirs, mine = difference(names, conflict.field, conflict.browser, conflict.files)
        both.append((field_words(conflict.field), theirs or "—", mine or "—"))
    return {
        "clash": found,
        "clash_by": ", ".join(dict.fromkeys(name_signed(act.by) for act in found.acts)) or _("somebody"),
        "clash_at": found.acts[-1].at if found.acts else None,
        "clash_both": both,
        "clash_taken": [field_words(name) for name in found.taken],
    }
