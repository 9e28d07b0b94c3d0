"""Practices and staff of the demo; nobody here exists."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _

from accounts import services as accounts
from accounts.models import Membership, Practice, User
from accounts.services.register import NewAddress, NewPerson, NewPractice, enrol
from shop.catalogue.models import PriceGroup

PASSWORD = "Demo-wachtwoord-2026"  # noqa: S105 - printed on the screen, for the demo only


@dataclass(frozen=True, slots=True)
class Login:
    """Who may enter the demo, and as what."""

    username: str
    role: str
    first_name: str
    last_name: str

    def person(self) -> NewPerson:
        """As they would register."""
        email = f"{self.username}@voorbeeld.example"
        return NewPerson(
            email,
            PASSWORD,
            self.first_name,
            self.last_name,
            username=self.username,
            objects_to_news=False if self.role == Membership.Role.MANAGER else None,
        )


COLLEAGUES = (
    Login("manager", Membership.Role.MANAGER, "Sanne", "de Wit"),
    Login("buyer", Membership.Role.BUYER, "Bram", "Kuipers"),
    Login("reader", Membership.Role.READER, "Noor", "van Dalen"),
    Login("bookkeeper", Membership.Role.BOOKKEEPER, "Joost", "Peters"),
)
STAFF = (
    Login("sales", "sales", "Eva", "Mulder"),
    Login("warehouse", "warehouse", "Daan", "Smit"),
    Login("finance", "finance", "Lotte", "Bakker"),
    Login("service", "service", "Tim", "Visser"),
    Login("privacy", "privacy officer", "Fleur", "Bos"),
    Login("audit", "auditor", "Ruud", "Vos"),
    Login("boss", "", "Anna", "Dekker"),
)
ROLES = {
    Membership.Role.MANAGER: _("practice manager"),
    Membership.Role.BUYER: _("buyer at the practice"),
    Membership.Role.READER: _("reader at the practice"),
    Membership.Role.BOOKKEEPER: _("bookkeeper of the practice"),
    "sales": _("sales"),
    "warehouse": _("warehouse"),
    "finance": _("finance"),
    "service": _("service"),
    "privacy officer": _("privacy officer"),
    "auditor": _("auditor"),
    "": _("everything"),
}


def practices() -> list[Practice]:
    """Three practices that order, and one that waits to be reviewed."""
    linde = _practice(
        NewPractice("Tandartspraktijk De Linde", "dentist", "boekhouding@delinde.example", "+31570123456",
                    kvk_number="12345678", vat_id="NL800000233B01"),
        COLLEAGUES[0],
        NewAddress("Lindelaan", "12", "7411 AB", "Deventer"),
    )  # fmt: skip
    for login in COLLEAGUES[1:]:
        colleague = enrol(login.person(), is_confirmed=True)
        Membership.objects.create(user=colleague, practice=linde, role=login.role)
    maas = _practice(
        NewPractice("Mondzorg aan de Maas", "hygienist", "facturen@maas.example", "+31432345678",
                    kvk_number="23456789", vat_id="NL800000730B01"),
        Login("maas", Membership.Role.MANAGER, "Iris", "Hermans"),
        NewAddress("Maasboulevard", "7", "6211 JW", "Maastricht", addition="B"),
    )  # fmt: skip
    kempen = _practice(
        NewPractice("Tandheelkunde Kempen", "dentist", "rekeningen@kempen.example", "+3214123456",
                    vat_id="BE0400000284"),
        Login("kempen", Membership.Role.MANAGER, "Wout", "Claes"),
        NewAddress("Kerkstraat", "3", "2300", "Turnhout", country="BE"),
    )  # fmt: skip
    _practice(
        NewPractice("Praktijk Nieuwland", "dentist", "info@nieuwland.example", kvk_number="34567890"),
        Login("nieuwland", Membership.Role.MANAGER, "Mila", "Jansen"),
        NewAddress("Dorpsplein", "1", "3824 XA", "Amersfoort"),
    )
    for practice, rhythm in ((linde, "per_shipment"), (maas, "monthly")):
        accounts.change_terms(
            practice.pk, {"may_buy_on_account": True, "credit_limit_cents": 1_000_000, "payment_days": 30}
        )
        Practice.objects.filter(pk=practice.pk).update(invoice_rhythm=rhythm)
    for practice in (linde, maas, kempen):
        accounts.approve(practice.pk, by=None, reason="bekende praktijk")
        practice.refresh_from_db()
    if group := PriceGroup.objects.order_by("pk").first():
        group.members.add(maas)
    return [linde, maas, kempen]


def staff() -> None:
    """Everybody at the desk, one per role."""
    for login in STAFF:
        user = enrol(login.person(), is_confirmed=True)
        User.objects.filter(pk=user.pk).update(is_staff=True, is_superuser=not login.role)
        if login.role:
            user.groups.add(Group.objects.get(name=login.role))


def logins() -> str:
    """The names and the password with which one may look around."""
    names = [(login.username, str(ROLES[login.role])) for login in (*COLLEAGUES, *STAFF)]
    lines = [f"  {name:<12} {role}" for name, role in names]
    word = _("password")
    return "\n".join([*lines, f"\n  {word}: {PASSWORD}\n"])


def _practice(company: NewPractice, manager: Login, address: NewAddress) -> Practice:
    practice = accounts.register(company, manager.person(), address)
    EmailAddress.objects.filter(user__memberships__practice=practice).update(verified=True)
    return practice
