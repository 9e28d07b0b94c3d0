"""What the desk is asked when something holds data of a patient."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from contracts.service.services import patient_data


class PatientDataForm(forms.Form):
    """Which text or file of a fault, report or question holds data of a patient."""

    what = forms.ChoiceField(label=_("What must go?"), widget=forms.RadioSelect)

    def __init__(self, held: patient_data.Holder, *args: Any) -> None:
        super().__init__(*args)
        self.fields["what"].choices = [  # type: ignore[attr-defined]
            (f"{kind}-{pk}", self._name(held, kind, pk)) for kind, pk in patient_data.removable(held)
        ]

    def _name(self, held: patient_data.Holder, kind: str, pk: int) -> str:
        """Its sort, and its number where there are several."""
        place = patient_data.PLACES[type(held)][kind]
        word = str(patient_data.Kind(kind).label)
        return word if place.path == "pk" else f"{word} {pk}"
