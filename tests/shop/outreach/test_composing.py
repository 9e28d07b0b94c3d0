"""The words of the staff become a letter; what cannot be filled in is refused with its line."""

import pytest

from shop.outreach import composing
from shop.outreach.composing import BadAddress, Block, CannotBeRead, StrayBrace, UnknownPlaceholder

FACTS = {"voornaam": "{praktijk} <b>", "praktijk": "De Linde", "winkel": "https://d4d.example"}


@pytest.mark.parametrize(
    ("text", "line", "what", "kind"),
    [
        ("Beste {voornam},", 1, "voornam", UnknownPlaceholder),
        ("a\nb {{ user.email }}", 2, "{{", StrayBrace),
        ("a\n{% load x %}", 2, "{%", StrayBrace),
        ("een { los", 1, "{", StrayBrace),
        ("een } los", 1, "}", StrayBrace),
        ("{}", 1, "", UnknownPlaceholder),
        ("{voornaam.password}", 1, "voornaam.password", UnknownPlaceholder),
        ("[Klik](javascript:alert)", 1, "javascript:alert", BadAddress),
    ],
)
def test_what_nobody_can_fill_in_is_refused_with_its_line(
    text: str, line: int, what: str, kind: type[CannotBeRead]
) -> None:
    with pytest.raises(kind) as refusal:
        composing.check(text)
    assert (refusal.value.line, refusal.value.what) == (line, what)


def test_a_letter_is_made_of_headings_paragraphs_lists_and_buttons() -> None:
    text = "# Voor {praktijk}\n\nEen\ntwee\n- a\n- b\n\n[Kijk]({winkel}/x)"
    composing.check(text)
    assert composing.blocks(text, FACTS) == [
        Block("heading", "Voor De Linde"),
        Block("paragraph", "Een twee"),
        Block("points", points=("a", "b")),
        Block("button", "Kijk", url="https://d4d.example/x"),
    ]
    assert composing.plain(composing.blocks(text, FACTS)) == (
        "== Voor De Linde ==\n\nEen twee\n\n- a\n- b\n\nKijk: https://d4d.example/x"
    )


def test_what_is_filled_in_is_not_read_again() -> None:
    assert composing.filled("Dag {voornaam}", FACTS) == "Dag {praktijk} <b>"
