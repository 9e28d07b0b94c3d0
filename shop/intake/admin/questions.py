"""What the desk asks about an incoming order."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms.fields import AddressQuestions, CompanyQuestions
from accounts.models import Address, Country, Membership, Practice
from accounts.services import NewAddress, NewPractice
from privacy.acts import Words
from shop.intake.admin.article_lines import ArticleLines
from shop.intake.models import Draft
from shop.intake.services.taking_in import LONGEST_TEXT
from shop.orders.forms import AgreePriceForm
from shop.orders.models import Order

_COMPANY = ("name", "kind", "phone", "kvk_number", "is_unregistered", "vat_id")
_ADDRESS = ("street", "house_number", "addition", "postcode", "city", "country")


class PasteForm(forms.Form):
    """A mail as it came, or what somebody said by phone."""

    origin = forms.ChoiceField(label=_("How did it come?"), choices=Draft.Origin.choices)
    email = forms.EmailField(
        label=_("E-mail address of who ordered"),
        required=False,
        help_text=_("The confirmation goes there. Leave it empty for a caller who gave none."),
    )
    name = forms.CharField(label=_("Name"), max_length=120, required=False)
    text = Words(
        label=_("The text of the mail, or what was ordered"),
        max_length=LONGEST_TEXT,
        help_text=_("Greetings, signatures and quoted mails may stay. The text is erased after thirty days."),
    )


class LinesForm(ArticleLines):
    """Each line with its article and its pieces, and some boxes for more."""

    def __init__(self, draft: Draft, *args: Any) -> None:
        super().__init__(*args)
        for line in draft.lines.in_order().select_related("variant"):
            article = line.variant.number if line.variant else ""
            self.ask(line.pk, line.written or f"{gettext('Line')} {line.position}", article, line.quantity)
        self.ask_for_more()


class CustomerForm(forms.Form):
    """For whom it is, and who ordered."""

    customer = forms.CharField(label=_("Customer number"), max_length=12)
    email = forms.EmailField(
        label=_("E-mail address of the member who ordered"),
        required=False,
        help_text=_("Only for somebody with an account at this practice; else whoever wrote to us."),
    )

    def clean_customer(self) -> Practice:
        """A customer that we know."""
        number = str(self.cleaned_data["customer"]).strip()
        found = Practice.objects.filter(number__iexact=number).first()
        if found is None:
            raise forms.ValidationError(_("We know no such customer."))
        return found

    def clean(self) -> dict[str, Any]:
        """A member of that practice."""
        super().clean()
        practice, email = self.cleaned_data.get("customer"), self.cleaned_data.get("email")
        self.cleaned_data["member"] = None
        if practice and email:
            members = Membership.objects.filter(practice=practice, user__email__iexact=email, is_active=True)
            self.cleaned_data["member"] = members.select_related("user__subject").first()
            if self.cleaned_data["member"] is None:
                self.add_error("email", _("Nobody of this practice has this address."))
        return self.cleaned_data


class DeliveryForm(forms.Form):
    """Where it goes and how it is paid."""

    address = forms.ModelChoiceField(
        label=_("Delivery address"), queryset=Address.objects.none(), empty_label=None
    )
    terms = forms.ChoiceField(label=_("Terms"), choices=Order.Terms.choices)
    reference = forms.CharField(label=_("Reference of the practice"), max_length=60, required=False)
    delivery_note = forms.CharField(label=_("Note for the delivery"), max_length=200, required=False)

    def __init__(self, draft: Draft, *args: Any) -> None:
        names = ("address", "terms", "reference", "delivery_note")
        super().__init__(*args)
        self.initial = {name: getattr(draft, name) for name in names}
        box: Any = self.fields["address"]
        assert draft.practice is not None, "an address is a practice's"
        box.queryset = draft.practice.addresses.filter(is_retired=False).order_by(
            "-is_delivery_default", "pk"
        )
        box.label_from_instance = lambda one: f"{one.street_line()}, {one.postcode} {one.city}"


class NewCustomerForm(CompanyQuestions, AddressQuestions):
    """A practice that we did not know, as it wrote to us."""

    country = forms.ChoiceField(label=_("Country"), choices=Country.choices, initial=Country.NL)
    billing_email = forms.EmailField(label=_("E-mail address for invoices"))
    invites = forms.BooleanField(
        label=_("Invite who wrote to us to make an account and manage the practice"), required=False
    )

    def practice(self) -> NewPractice:
        """The company."""
        answers = {name: self.cleaned_data[name] for name in _COMPANY}
        return NewPractice(**answers, billing_email=self.cleaned_data["billing_email"].lower())

    def address(self) -> NewAddress:
        """Where it is."""
        return NewAddress(**{name: self.cleaned_data[name] for name in _ADDRESS})

    def clean(self) -> dict[str, Any]:
        """Company and address in the form in which they are kept."""
        super().clean()
        if not self.errors:
            self.cleaned_data |= {"practice": self.practice(), "address": self.address()}
        return self.cleaned_data


class PriceForm(AgreePriceForm):
    """Another price for a line than the practice's own, and why."""

    reason = forms.CharField(label=_("Reason"), max_length=120, help_text=_("Write no names."))

    def lines_of(self, row: Any) -> list[tuple[int, str]]:
        """Those of which somebody said which article is meant."""
        lines = row.lines.exclude(variant=None).select_related("variant").in_order()
        return [(line.pk, f"{line.variant.number} × {line.quantity}") for line in lines if line.variant]


class PutRightForm(forms.Form):
    """Why an order is called off and put right."""

    reason = forms.CharField(label=_("Reason; the customer reads it"), max_length=120)


class DropForm(forms.Form):
    """Why nothing comes of it."""

    reason = forms.CharField(
        label=_("Reason"), max_length=120, required=False, help_text=_("Write no names.")
    )
