"""Letters, receipts and reports on the paper of the house, as PDF; made by workers only."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation


def printed(
    template: str,
    context: Mapping[str, Any],
    sheet: Path,
    made_at: datetime,
    *,
    language: str = "nl",
    pictures: Mapping[str, bytes] | None = None,
) -> bytes:
    """A template (`paper.html` is its frame) in a language, pressed with a style sheet.

    The same context and moment give the same bytes. `pictures` are JPEG by name, for `d4d:name.jpg`.
    """
    from d4d.foundation.press import press  # loading it is slow: never while answering a request

    frame = {"controller": settings.CONTROLLER, "language": language}
    with translation.override(language):
        html = render_to_string(template, {**frame, **context})
    return press(html, sheet, pictures or {}, None, made_at)
