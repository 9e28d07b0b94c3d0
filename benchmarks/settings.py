"""The shop as it is measured: production's static files and templates, the simulator outside."""

from d4d.settings.base import DATA_DIR
from d4d.settings.dev import *  # noqa: F403

DEBUG = False
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = False
STORAGES["staticfiles"] = {"BACKEND": "d4d.static_files.HouseStaticFilesStorage"}  # noqa: F405
