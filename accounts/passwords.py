"""Passwords that anybody would guess for this house are refused."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

WORDS = ("dentists4dentists", "dentists", "dentist", "d4d", "tandarts", "praktijk", "mondzorg", "welkom")
OWN_LETTERS = 8


class ContextWordsValidator:
    """A password is long enough without the words that lie at hand here."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raise ValidationError when it has such words, and little is left without them."""
        typed = password.lower()
        left = re.sub("|".join(WORDS), "", typed)
        if left != typed and len(left) < OWN_LETTERS:
            raise ValidationError(
                _("This password leans on words that anybody would try here. Please choose another."),
                code="password_of_the_house",
            )

    def get_help_text(self) -> str:
        """What to keep in mind."""
        return _("Do not use words such as tandarts, praktijk or the name of this shop.")
