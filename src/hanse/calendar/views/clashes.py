"""What a form says when somebody else saved first."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from hanse.calendar.queries.drafts import Clash
from hanse.calendar.queries.history import field_words, signature_name, value_words


def clash_words(found: Clash) -> dict[str, Any]:
    """A clash in words, for the template `calendar/desk/_clash.html`."""
    both = [(field_words(c.field), value_words(c.browser) or "—", value_words(c.files) or "—") for c in found.conflicts]
    return {
        "clash": found,
        "clash_by": ", ".join(dict.fromkeys(signature_name(act.by) for act in found.acts)) or _("somebody"),
        "clash_at": found.acts[-1].at if found.acts else None,
        "clash_both": both,
        "clash_taken": [field_words(name) for name in found.taken],
    }
