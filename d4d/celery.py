"""The worker: takes delivery ids from Redis. Losing Redis loses nothing (see d4d/foundation/outbox.py)."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "d4d.settings.dev")
django.setup()

from d4d.foundation.tasks import app  # noqa: E402 - the rooms must be there before their news is delivered

__all__ = ["app"]
