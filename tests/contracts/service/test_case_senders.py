"""Who wrote a mail: believed only where our own mail server vouches for it."""

import pytest

from accounts.models import Membership, User
from contracts.service.models import Case
from contracts.service.services import cases
from tests.accounts.people import signed_in
from tests.contracts.service.letters import STRANGER, a_letter, proof, taken_in
from tests.promises.desk import a_role
from tests.shop.builders import a_member, a_practice

pytestmark = pytest.mark.django_db


def test_a_mail_of_a_customer_belongs_to_their_practice() -> None:
    user: User = a_member(a_practice())
    taken_in(a_letter(sender=user.email.upper()))
    case = Case.objects.get()
    assert (case.person, case.practice) == (user.subject.uuid, user.memberships.get().practice)


def test_a_mail_of_somebody_with_two_practices_belongs_to_neither() -> None:
    user: User = a_member(a_practice())
    Membership.objects.create(user=user, practice=a_practice(), role=Membership.Role.BUYER)
    taken_in(a_letter(sender=user.email))
    case = Case.objects.get()
    assert (case.person, case.practice) == (user.subject.uuid, None)


def test_the_words_of_a_colleague_are_not_the_asker_s() -> None:
    user: User = a_member(a_practice())
    taken_in(a_letter(sender=user.email))
    case = Case.objects.get()
    ours = str(cases.answer(case.pk, "Tien euro.", by=None).message_id)
    taken_in(a_letter("Van mij.", user.email, Message_ID="<2@elders.example>", In_Reply_To=ours))
    taken_in(a_letter("Van haar.", "collega@elders.example", Message_ID="<3@x.example>", In_Reply_To=ours))
    said = case.messages.filter(direction="in").values_list("text", "author")
    assert dict(said)["Van mij."] == user.subject.uuid
    assert dict(said)["Van haar."] is None


def test_a_mail_that_only_says_who_it_is_from_belongs_to_nobody(case: Case) -> None:
    user: User = a_member(a_practice())
    forged = proof(user.email, "fail")
    taken_in(a_letter("Ik ben het.", user.email, Message_ID="<2@x.example>", proof=forged))
    new = Case.objects.latest("pk")
    assert (new.person, new.practice, new.email) == (None, None, user.email)
    assert not new.messages.get().is_proven
    subject = f"Nog iets [{case.number}]"
    taken_in(a_letter(Message_ID="<3@x.example>", Subject=subject, proof=proof(STRANGER, "fail")))
    assert case.messages.filter(direction="in").count() == 1


def test_a_reply_that_proves_nothing_has_no_author() -> None:
    user: User = a_member(a_practice())
    taken_in(a_letter(sender=user.email))
    case = Case.objects.get()
    ours = str(cases.answer(case.pk, "Tien euro.", by=None).message_id)
    forged = proof(user.email, "none")
    taken_in(a_letter("Goed.", user.email, Message_ID="<2@x.example>", In_Reply_To=ours, proof=forged))
    said = case.messages.get(text="Goed.")
    assert (said.author, said.is_proven) == (None, False)


def test_a_colleague_joins_a_mail_by_hand() -> None:
    user: User = a_member(a_practice())
    taken_in(a_letter(sender=user.email, proof=proof(user.email, "fail")))
    case, desk = (
        Case.objects.get(),
        signed_in(a_role("service", "klantenservice@d4d.example"), second_factor=True),
    )
    page = f"/beheer/service/case/{case.pk}/"
    assert "afzender niet bevestigd" in desk.get(f"{page}change/").content.decode()
    number = user.memberships.get().practice.number
    desk.post(f"{page}link/do/", {"customer": number, "is_sure": "on"})
    case.refresh_from_db()
    assert (case.person, case.practice) == (user.subject.uuid, user.memberships.get().practice)
