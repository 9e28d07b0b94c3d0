"""What is asked about goods that come back."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from d4d.foundation.photos import PhotosField
from privacy.acts import Words
from shop.catalogue.numbers import one_with_number
from shop.orders.models import OrderLine
from shop.returns import services
from shop.returns.models import Return, ReturnedPieces
from shop.returns.repairs import way_of
from shop.returns.services.asking import MOST_PHOTOS

REPAIR = "repair"
LONGEST = 2_000


class ReturnForm(forms.Form):
    """Which pieces of a line, why, and what the practice would like."""

    quantity = forms.IntegerField(label=gettext_lazy("Pieces"), min_value=1)
    reason = forms.ChoiceField(
        label=gettext_lazy("Why do you send it back?"),
        choices=Return.Reason.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what comes nearest.")},
    )
    wish = forms.ChoiceField(
        label=gettext_lazy("What would you like?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose what you would like.")},
    )
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Write nothing about a patient: no name, no date of birth, no treatment."),
    )
    photos = PhotosField(most=MOST_PHOTOS, label=gettext_lazy("Photos"), required=False)

    def __init__(self, line: OrderLine, *args: Any, **kwargs: Any) -> None:
        """No more pieces than were delivered; a repair is offered for what can be repaired."""
        super().__init__(*args, **kwargs)
        left = services.returnable(line)
        self.repair_url = way_of(line)
        pieces: Any = self.fields["quantity"]
        pieces.max_value = left
        pieces.validators.append(_at_most(left))
        pieces.widget.attrs["max"] = left
        pieces.initial = left
        wishes: Any = self.fields["wish"]
        repair = [(REPAIR, _("a repair"))] if self.repair_url else []
        wishes.choices = [*Return.Wish.choices, *repair]
        text = _("At most %(most)s, JPEG, PNG or WebP, each at most 20 MB. Show no faces.")
        self.fields["photos"].help_text = text % {"most": MOST_PHOTOS}

    def wants_repair(self) -> bool:
        """Whether the practice would rather have it repaired."""
        return bool(self.cleaned_data["wish"] == REPAIR)

    def asked(self) -> services.Asked:
        """The answers, as the room takes them."""
        return services.Asked(**self.cleaned_data)


class TakeDownForm(forms.Form):
    """What a practice asked by mail or phone: which article of which order, how many, why, and its wish."""

    order = forms.CharField(label=gettext_lazy("Order number"), max_length=16)
    article = forms.CharField(label=gettext_lazy("Article number"), max_length=40)
    quantity = forms.IntegerField(label=gettext_lazy("Pieces"), min_value=1)
    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=Return.Reason.choices)
    wish = forms.ChoiceField(label=gettext_lazy("What they would like"), choices=Return.Wish.choices)
    explanation = forms.CharField(
        label=gettext_lazy("Explanation"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Write nothing about a patient: no name, no date of birth, no treatment."),
    )

    def clean(self) -> dict[str, Any]:
        """A line of goods of which something was delivered."""
        answers: dict[str, Any] = super().clean() or {}
        if self.errors:
            return answers
        delivered = OrderLine.objects.filter(shipped__gt=0, is_service=False)
        order, variant = answers["order"].strip().upper(), one_with_number(answers["article"])
        of_it = delivered.filter(order__number=order, variant=variant)
        lines = list(of_it.select_related("order").order_by("position"))
        if not lines:
            raise forms.ValidationError(_("Nothing of this article was delivered with this order."))
        busy = set(Return.objects.open().filter(order_line__in=lines).values_list("order_line", flat=True))
        free = (line for line in lines if line.pk not in busy and services.returnable(line))
        return {**answers, "line": next(free, lines[0])}

    def asked(self) -> services.Asked:
        """The answers, as the room takes them."""
        names = ("quantity", "reason", "wish", "explanation")
        return services.Asked(**{name: self.cleaned_data[name] for name in names})


class AcceptReturnForm(forms.Form):
    """How the practice sends it."""

    instructions = Words(
        label=gettext_lazy("How to send it"),
        max_length=LONGEST,
        help_text=gettext_lazy("The practice reads this: where to, how packed, who pays. Write no names."),
    )


class RefuseReturnForm(forms.Form):
    """Why the goods do not come back."""

    why = Words(
        label=gettext_lazy("Reason"),
        max_length=LONGEST,
        help_text=gettext_lazy("The practice reads this. Write no names."),
    )


class ReceiveForm(forms.Form):
    """How many pieces of each lot came, and where they go."""

    def __init__(self, back: Return, *args: Any) -> None:
        """A box and a choice for every lot of which something can come."""
        super().__init__(*args)
        self._sent = [one for one in services.sent_of(back) if one.left]
        for one in self._sent:
            lot = one.line.lot or one.line.serial or back.order_line.name
            self.fields[f"pieces_{one.line.pk}"] = forms.IntegerField(
                label=_("Pieces of %(lot)s") % {"lot": lot},
                min_value=0,
                max_value=min(one.left, back.still_to_come),
                initial=min(one.left, back.still_to_come) if len(self._sent) == 1 else 0,
                required=False,
            )
            self.fields[f"fate_{one.line.pk}"] = forms.ChoiceField(
                label=_("Where %(lot)s goes") % {"lot": lot},
                choices=[(fate.value, fate.label) for fate in services.fates_of(one.line)],
                initial=ReturnedPieces.Fate.SCRAPPED,
            )

    def clean(self) -> dict[str, Any]:
        """Something must have come."""
        answers: dict[str, Any] = super().clean() or {}
        pieces = [answers.get(f"pieces_{one.line.pk}") or 0 for one in self._sent]
        if not self.errors and not any(pieces):
            raise forms.ValidationError(_("Fill in how many pieces came."))
        answers["came"] = [
            services.CameBack(one.line.pk, count, answers.get(f"fate_{one.line.pk}", ""))
            for one, count in zip(self._sent, pieces, strict=True)
            if count
        ]
        return answers


class SettleForm(forms.Form):
    """How many pieces are made good, and how."""

    quantity = forms.IntegerField(label=gettext_lazy("Pieces to credit"), min_value=1)
    carriage = forms.BooleanField(label=gettext_lazy("Credit the carriage too"), required=False)
    way = forms.ChoiceField(
        label=gettext_lazy("Money that was paid"),
        choices=[
            ("back", gettext_lazy("goes back the way it came")),
            ("credit", gettext_lazy("pays open invoices, and stays as credit of the practice")),
        ],
        widget=forms.RadioSelect,
        initial="back",
    )

    def __init__(self, back: Return, *args: Any) -> None:
        """Carriage that nobody paid, or got back, is not asked about; nor money of who wished it anew."""
        super().__init__(*args)
        most = back.received_pieces
        self.fields["quantity"] = forms.IntegerField(
            label=_("Pieces to credit"), min_value=1, max_value=most, initial=most
        )
        if not services.carriage_left(back):
            del self.fields["carriage"]
        if back.wish == Return.Wish.REPLACE:
            del self.fields["way"]


def _at_most(left: int) -> Any:
    def check(pieces: int) -> None:
        if pieces > left:
            text = _("Of this line %(left)s pieces can be sent back.") % {"left": left}
            raise forms.ValidationError(text)

    return check
