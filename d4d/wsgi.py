"""The web process."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "d4d.settings.dev")
application = get_wsgi_application()

from django.db import connections  # noqa: E402 - the rooms must be there first
from django.urls import reverse  # noqa: E402

from d4d.foundation import presence, standstill  # noqa: E402

reverse("home")  # loads every page once, for all the processes that serve
presence.enter()
standstill.look()
connections.close_all()  # the processes that serve are forked from this one
