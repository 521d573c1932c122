"""What `hanse check --deploy` asks beside Django's own questions: whether mail leaves, and pages find their CSS."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning, register

NO_STATIC = "The static files are not collected, so no page can be shown."
COLLECT = "Run: hanse collectstatic --noinput"


def static_is_collected() -> bool:
    """Whether the list of hashed names is there, which every page is made with."""
    return (Path(settings.STATIC_ROOT) / "staticfiles.json").exists()


@register(deploy=True)
def mail_leaves(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without a mail server nobody gets the code to sign in with."""
    if settings.CONFIG.demo or settings.CONFIG.email_url:
        return []
    hint = "Set HANSE_EMAIL_URL to your mail server."
    return [Warning("No mail leaves this server: codes to sign in with reach nobody.", hint=hint, id="hanse.W001")]


@register(deploy=True)
def static_files(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Static files are collected once for each version."""
    return [] if static_is_collected() else [Warning(NO_STATIC, hint=COLLECT, id="hanse.W002")]
