"""In which role somebody of the staff works, in words; what each role may do stands in d4d/roles.py."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHIEF = "management"
STAFF_ROLES: dict[str, Promise] = {
    "sales": _("sales"),
    "warehouse": _("warehouse"),
    "finance": _("finance"),
    "service": _("service"),
    "privacy officer": _("privacy officer"),
    "auditor": _("auditor"),
    CHIEF: _("management"),
}


def staff_roles() -> list[tuple[str, Promise]]:
    """The choices of a column in which a role stands."""
    return list(STAFF_ROLES.items())
