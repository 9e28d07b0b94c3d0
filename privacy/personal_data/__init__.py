"""What the ground floor, Django itself and the privacy floor hold, in the order in which people read it."""

from privacy.personal_data import (  # isort: skip
    ground,
    people,
    requests,
    desk,
    consents,
    framework,
    erasures,
    visits,
)

__all__ = ["consents", "desk", "erasures", "framework", "ground", "people", "requests", "visits"]
