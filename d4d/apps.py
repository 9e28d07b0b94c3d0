from django.apps import AppConfig


class RoofConfig(AppConfig):
    """The roof: knows all rooms, decides nothing; lends them its template tags."""

    name = "d4d"
    verbose_name = "Dentists4Dentists"
