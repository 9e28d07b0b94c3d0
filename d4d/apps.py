from django.apps import AppConfig


class HouseConfig(AppConfig):
    """The house itself: its look and what every room shares on screen."""

    name = "d4d"
    label = "d4d"
    verbose_name = "Dentists4Dentists"
