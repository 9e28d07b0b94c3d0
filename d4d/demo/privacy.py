"""The privacy desk of the demo: requests in every state, a breach, tests, contracts and who looked."""

from datetime import timedelta
from uuid import UUID

from accounts.models import User
from d4d.foundation import clock
from privacy import access, authority, breaches
from privacy.models import InterestTest, Processor, Request
from privacy.requests import deciding, identity, receiving
from privacy.vocabulary import ACCOUNT, ORDER

Kind, State, Source = Request.Kind, Request.State, Request.Source


def desk() -> None:
    """What a privacy officer finds on an ordinary day."""
    officer = _person("privacy")
    _from_customers(officer)
    _by_telephone_and_form(officer)
    _breaches(officer)
    _reasons_and_contracts()
    _looks()
    demand = authority.register(
        _person("kempen"),
        authority="Federale politie",
        statute="art. 46bis Sv. (BE)",
        reference="TU-2026-118",
        fields=["first_name", "last_name", "email"],
        by=officer,
    )
    authority.approve(demand.pk, by=officer)


def _from_customers(officer: UUID) -> None:
    receiving.from_account(
        _person("buyer"),
        Kind.CORRECTION,
        text="Mijn achternaam is Kuijpers, met een j.",
        statement="Bij mij staat Kuijpers in het paspoort.",
    )
    receiving.from_account(_person("manager"), Kind.OBJECTION, about="marketing", text="")
    receiving.from_account(_person("manager"), Kind.QUESTION, text="Wie bezorgt er in onze straat?")
    frozen = receiving.from_account(
        _person("nieuwland"), Kind.RESTRICTION, about="a", text="Ons adres klopt niet, zoek het eerst uit."
    )
    deciding.decide(frozen.pk, State.GRANTED, answer="Wij kijken het adres na.", by=officer)
    refused = receiving.from_account(_person("maas"), Kind.COMPLAINT, text="U bewaart onze facturen te lang.")
    deciding.decide(
        refused.pk,
        State.REFUSED,
        article="GDPR art. 17(3)(b)",
        answer="De belastingwet vraagt ons om facturen zeven jaar te bewaren.",
        by=officer,
    )


def _by_telephone_and_form(officer: UUID) -> None:
    _told("Wim Aalbers", "wim@aalbers.example", Kind.ACCESS, days_ago=38, source=Source.PAPER, by=officer)
    late = _told("Rita Post", "rita@post.example", Kind.COPY, days_ago=24, source=Source.MAIL, by=officer)
    identity.ask(late.pk, by=officer)
    long = _told("Kees Vos", "kees@vos.example", Kind.ERASURE, days_ago=20, source=Source.PHONE, by=officer)
    deciding.extend(long.pk, "De dossiers liggen nog in het papieren archief.", by=officer)
    receiving.from_form(Kind.PORTABILITY, name="Jo Smal", email="jo@smal.example", text="")


def _told(name: str, email: str, kind: str, *, days_ago: int, source: str, by: UUID) -> Request:
    return receiving.by_staff(
        kind,
        by=by,
        source=source,
        received_at=clock.now() - timedelta(days=days_ago),
        name=name,
        email=email,
        text="Wat heeft u over mij staan?",
    )


def _breaches(officer: UUID) -> None:
    old = breaches.record(
        "Pakbon in verkeerde doos",
        aware_at=clock.now() - timedelta(days=9),
        by=officer,
        note="Een praktijk kreeg de pakbon van een andere; hij is teruggestuurd.",
    )
    breaches.assess(old.pk, "none", 1, by=officer, note="Alleen naam en adres van een praktijk.")
    breaches.leave_unreported(old.pk, "De pakbon kwam ongelezen terug.", by=officer)
    breaches.close(old.pk, by=officer, note="Magazijn controleert nu elke doos.")
    breaches.record(
        "Telefoon van een vertegenwoordiger gestolen",
        aware_at=clock.now() - timedelta(hours=20),
        by=officer,
        note="Op afstand gewist; wij zoeken uit wat erop stond.",
    )


def _reasons_and_contracts() -> None:
    today = clock.today()
    for purpose, interest, necessity, balance in (
        ("security", "Misbruik van accounts voorkomen.", "Zonder tellen van foute pogingen lukt dat niet.",
         "Alleen tellingen, kort bewaard; niemand wordt gevolgd."),
        ("claim", "Openstaande rekeningen kunnen innen.", "Zonder naam en factuur kan niemand aanmanen.",
         "Pas na herinneringen, met vaste gegevens, en de klant ziet het."),
        ("management", "Weten hoe het bedrijf loopt.", "Cijfers per klant zijn nodig voor de voorraad.",
         "Geen namen van mensen; bezwaar stopt het meteen."),
    ):  # fmt: skip
        InterestTest.objects.create(
            purpose=purpose,
            interest=interest,
            necessity=necessity,
            balance=balance,
            role="privacy officer",
            made_on=today - timedelta(days=60),
        )
    Processor.objects.create(
        recipient="brevo",
        name="Brevo (Sendinblue SAS)",
        country="FR",
        does="Verstuurt onze mail",
        agreed_on=today - timedelta(days=200),
        sub_processors="OVH, Frankrijk",
        reviewed_on=today - timedelta(days=90),
    )
    Processor.objects.create(
        name="Noordzee Hosting B.V.",
        country="NL",
        does="Servers en reservekopieën",
        agreed_on=today - timedelta(days=400),
        reviewed_on=today - timedelta(days=30),
    )
    Processor.objects.create(
        recipient="spryng", name="Spryng B.V.", country="NL", does="Verstuurt onze sms-berichten"
    )


def _looks() -> None:
    service, sales, manager = _person("service"), _person("sales"), _person("manager")
    access.looked(service, manager, "orders.Order change", ORDER.code, "service")
    access.looked(sales, manager, "accounts.User change", ACCOUNT.code, "sales")
    access.seal_new()


def _person(username: str) -> UUID:
    found: UUID = User.objects.select_related("subject").get(username=username).subject.uuid
    return found
