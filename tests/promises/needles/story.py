"""A year of a practice in an hour: every door of the house is used, and what is said there is a needle."""

from dataclasses import dataclass, field

from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accounts import services as accounts
from accounts.models import Membership, Practice, User
from accounts.services.colleagues import token_of
from d4d.foundation import clock, relay
from privacy.vocabulary import AUTHORITY
from shop.cart import services as cart
from shop.catalogue.models import Variant
from shop.invoicing import services as invoicing
from shop.orders.models import Order
from shop.payments.models import Payment
from shop.shipping import services as shipping
from shop.shipping.models import Shipment
from tests.accounts.people import PASSWORD, signed_in, somebody_of_the_staff
from tests.promises.needles.autopilot import Page
from tests.promises.needles.needle import Somebody
from tests.promises.needles.round import Round, addresses
from tests.shop.builders import an_article, on_the_shelf, the_tariffs
from tests.shop.ledger import an_agreed_order
from tests.simulator_process import Outside

ROLES = (Membership.Role.BUYER, Membership.Role.BOOKKEEPER)


@dataclass
class House:
    """The practice with its needles, and its three people with theirs."""

    name: str
    practice_needles: Somebody
    order_needles: Somebody
    stranger: Somebody
    people: list[Somebody]
    practice: Practice
    users: list[User]
    orders: list[Order] = field(default_factory=list)

    @property
    def everybody(self) -> list[Somebody]:
        return [self.practice_needles, self.order_needles, *self.people]


class Story:
    """What happens, in the order in which it happens."""

    def __init__(self, outside: Outside) -> None:
        self.outside = outside
        the_tariffs()
        self.article: Variant = an_article(name="Sonde")
        on_the_shelf(self.article, 500)
        self.staff = Somebody("staff")
        self.desk = signed_in(somebody_of_the_staff(), second_factor=True)

    def a_house(self, name: str) -> House:
        """A practice registers, is approved and gets two colleagues."""
        practice, manager = Somebody(f"{name}p"), Somebody(f"{name}a")
        self._register(practice, manager)
        row = Practice.objects.latest("pk")
        EmailAddress.objects.update(verified=True)
        self.told()
        accounts.approve(row.pk, by=None, reason=practice.text("approve.reason"))
        house = House(
            name,
            practice,
            Somebody(f"{name}o"),
            Somebody(f"{name}x"),
            [manager],
            row,
            [row.memberships.get().user],
        )
        for number, role in enumerate(ROLES):
            self._join(house, Somebody(f"{name}{'bc'[number]}"), role)
        self.told()
        return house

    def they_settle_in(self, house: House) -> None:
        """They look after their data: own details, the practice's, another address."""
        for client, person in zip(self.browsers(house), house.people, strict=True):
            Page(client, reverse("accounts:details"), person).send(email=None)
        client = self.browsers(house)[0]
        for page in ("accounts:practice", "accounts:add_address"):
            Page(client, reverse(page), house.practice_needles).send()
        self.told()

    def they_order(self, house: House, *, is_paid: bool = True) -> Order:
        """The buyer keeps a list, fills the cart, orders with a note, pays, and gets a parcel."""
        client, user = self.browsers(house)[1], house.users[1]
        needles = house.order_needles
        cart.put(house.practice, user, self.article.pk, 3)
        client.get(reverse("checkout:start"))
        for step in ("delivery", "payment", "review"):
            answer = Page(client, reverse(f"checkout:{step}"), needles).send()
        order = Order.objects.filter(practice=house.practice).latest("pk")
        assert order.delivery_note, answer.content.decode()[:2000]
        house.orders.append(order)
        if is_paid:
            self._pay(client, order)
            self._ship(order)
        order.refresh_from_db()
        return order

    def they_keep_lists(self, house: House) -> None:
        """Lists have names."""
        client, needles = self.browsers(house)[1], house.practice_needles
        cart.put(house.practice, house.users[1], self.article.pk, 1)
        Page(client, reverse("cart:lists"), needles).send_all()
        client.post(reverse("cart:keep"), {"name": needles.word("keep.name")})
        kept = house.practice.lists.latest("pk")
        Page(client, reverse("cart:list_rename", args=[kept.pk]), needles).send()

    def they_sign_in(self, house: House) -> None:
        """Each signs in, after a slip of the fingers in the box for the name; the browser says what it is."""
        for user, person in zip(house.users, house.people, strict=True):
            client = Client(HTTP_USER_AGENT=f"Browser/1 ({person.word('User-Agent')})")
            page = reverse("account_login")
            client.post(page, {"login": person.email("login.slip"), "password": "niet dit wachtwoord"})
            client.post(page, {"login": user.email, "password": PASSWORD})
            client.get(reverse("catalogue:search"), {"q": person.word("search.q")}, follow=True)

    def they_use_their_rights(self, house: House) -> None:
        """Each asks, objects, complains and corrects; somebody does so without signing in."""
        for client, person in zip(self.browsers(house), house.people, strict=True):
            for way in ("correctie", "vraag", "klacht"):
                Page(client, reverse("privacy:request", args=[way]), person).send()
        page = Page(Client(), reverse("privacy:ask"), house.stranger)  # and never proves who they are
        page.send(kind="question", email=house.users[0].email)
        self.told()

    def they_cancel(self, house: House) -> None:
        """An order is cancelled, for a reason."""
        order = self.they_order(house, is_paid=False)
        client = self.browsers(house)[1]
        Page(client, reverse("orders:cancel", args=[order.number]), house.practice_needles).send()
        order.refresh_from_db()
        assert order.state == Order.State.CANCELLED
        self.told()

    def staff_keeps_the_books(self, house: House) -> None:
        """A transfer is booked on the wrong invoice and taken back; a demand of an authority comes in."""
        order = an_agreed_order(house.practice, terms=Order.Terms.ON_ACCOUNT, number="D2025-000001")
        goods = {order.lines.get().pk: 1}
        invoice = invoicing.bill_shipment(order.pk, f"P-{order.pk}", goods, clock.today())
        assert invoice is not None
        booked = invoicing.receive(
            invoice.pk, 100, reference=house.order_needles.word("bank.reference"), on=clock.today()
        )
        page = reverse("admin:invoicing_take_back", args=[invoice.pk, booked.pk])
        Page(self.desk, page, self.staff).send()
        Page(self.desk, reverse("admin:privacy_breach_add"), self.staff).send()
        demand = Page(self.desk, reverse("admin:privacy_authorityrequest_add"), self.staff)
        demand.send(email=house.users[0].email, demanded=sorted(AUTHORITY.gets)[:1])

    def everybody_walks_round(self, house: House, keys: set[str]) -> list[str]:
        """Manager and visitor try every door of the shop, staff every one of the desk; says what broke."""
        order = house.orders[-1]
        rows = {
            "number": order.number,
            "variant_id": self.article.pk,
            "slug": self.article.product.slug,
            "list_id": house.practice.lists.latest("pk").pk,
            "address_id": house.practice.addresses.latest("pk").pk,
            "membership_id": house.practice.memberships.latest("pk").pk,
            "kind": "pdf",
            "version": "2026-11",
        }
        at_the_desk, in_the_shop = partition(addresses())
        broken = Round(self.desk, self.staff, rows).walk(at_the_desk)
        for client, one in ((self.browsers(house)[0], house.people[0]), (Client(), house.people[2])):
            open_to_them = in_the_shop if one is house.people[0] else _without_sign_in(in_the_shop)
            broken += Round(client, one, rows, keys).walk(open_to_them)
        return broken

    def browsers(self, house: House) -> list[Client]:
        """A browser for each of them, which says whose it is."""
        return [self._browser(user, person) for user, person in zip(house.users, house.people, strict=True)]

    def told(self) -> None:
        """All news arrives."""
        while relay.run_once():
            pass

    def _browser(self, user: User, person: Somebody) -> Client:
        client = signed_in(user, second_factor=True)
        client.defaults["HTTP_USER_AGENT"] = f"Browser/1 ({person.word('User-Agent')})"
        return client

    def _register(self, practice: Somebody, manager: Somebody) -> None:
        answers = {
            "name": practice.word("name"),
            "kind": "dentist",
            "country": "NL",
            "kvk_number": practice.kvk("kvk_number"),
            "vat_id": "",
            "phone": practice.phone("phone"),
            "street": practice.word("street"),
            "house_number": "12",
            "postcode": "5242 HT",
            "city": practice.word("city"),
            "billing_email": practice.email("billing_email"),
            "invoice_elsewhere": "on",
            "invoice_street": practice.word("invoice_street"),
            "invoice_house_number": "1",
            "invoice_postcode": "5211 AB",
            "invoice_city": practice.word("invoice_city"),
            "invoice_country": "NL",
            "salutation": "madam",
            "first_name": manager.word("first_name"),
            "last_name": manager.word("last_name"),
            "username": manager.word("username"),
            "email": manager.email("email"),
            "password": PASSWORD,
            "step": "2",
        }
        answer = Client().post(reverse("account_signup"), answers)
        assert answer.status_code == 302, answer.content.decode()

    def _join(self, house: House, person: Somebody, role: str) -> None:
        manager = self.browsers(house)[0]
        page = Page(manager, reverse("accounts:colleagues"), person)
        page.send(email=person.email("email"), role=role)
        self.told()
        invitation = house.practice.invitations.latest("pk")
        client = Client()
        joined = Page(client, reverse("accounts:join", args=[token_of(invitation)]), person).send()
        user = User.objects.filter(memberships__practice=house.practice).latest("pk")
        assert user.pk not in {one.pk for one in house.users}, joined.content.decode()
        house.people.append(person)
        house.users.append(user)

    def _pay(self, client: Client, order: Order) -> None:
        client.post(reverse("payments:pay", args=[order.number]), {"method": "ideal"})
        payment = Payment.objects.get(order=order)
        assert payment.provider_id
        self.outside.pay(payment.provider_id)
        client.post(reverse("payments:webhook", args=[payment.token]), {"id": payment.provider_id})
        self.told()

    def _ship(self, order: Order) -> None:
        shipment = Shipment.objects.get(order=order)
        self.desk.post(
            reverse("admin:shipping_shipment_pack", args=[shipment.pk]),
            {"courier": "postnl", "boxes": "1", "scanned": self.staff.word("scanned")},
        )
        shipment.refresh_from_db()
        if shipment.state == Shipment.State.TO_PICK:  # what was scanned belongs to no article
            self.desk.post(
                reverse("admin:shipping_shipment_pack", args=[shipment.pk]),
                {"courier": "postnl", "boxes": "1"},
            )
        self.told()
        shipping.hand_over(shipment.pk)
        self.told()


def _without_sign_in(routes: list[str]) -> list[str]:
    return [route for route in routes if not route.startswith(("mijn/", "afrekenen/", "winkelwagen/"))]


def partition(routes: list[str]) -> tuple[list[str], list[str]]:
    """The addresses of the desk, and the others."""
    desk = [route for route in routes if route.startswith("beheer/")]
    return desk, [route for route in routes if route not in set(desk)]
