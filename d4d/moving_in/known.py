"""What has come over already, and who it belongs to here."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Practice, User
from d4d.foundation import seal
from d4d.foundation.importing.wrong import WrongCell
from d4d.moving_in import formats
from d4d.moving_in.models import Moved
from privacy.models import DataSubject
from shop.catalogue.models import Variant

GONE = (DataSubject.State.ERASING, DataSubject.State.ERASED)


@dataclass(frozen=True, slots=True)
class Remark:
    """A row came over, but not all of it."""

    column: str
    words: str | Promise


class Known:
    """The marks of all that came, looked up once; and the folder from which more comes."""

    def __init__(self, folder: Path, *, is_rehearsal: bool) -> None:
        self.folder, self.is_rehearsal = folder, is_rehearsal
        self._rows: dict[str, dict[str, int | None]] = defaultdict(dict)
        self._remarks: list[Remark] = []
        for kind, mark, row_id in Moved.objects.values_list("kind", "mark", "row_id").iterator():
            self._rows[kind][mark] = row_id
        here = Practice.objects.exclude(subject__state__in=GONE)
        self._practices = set(here.values_list("pk", flat=True))
        merged = here.values_list("pk", "merged_into")
        self._heirs = {pk: heir for pk, heir in merged if heir}
        self._articles = dict(Variant.objects.values_list("number", "pk"))
        self._people = set(User.objects.values_list("pk", flat=True))

    def has(self, file: str, mark: str) -> bool:
        """Whether this row came before."""
        return mark in self._rows[_kind(file)]

    def remember(self, file: str, mark: str, row_id: int | None) -> Moved:
        """From now on this row has come."""
        self._rows[_kind(file)][mark] = row_id
        if file == formats.PRACTICES.name and row_id:
            self._practices.add(row_id)
        if file == formats.PERSONS.name and row_id:
            self._people.add(row_id)
        return Moved(kind=_kind(file), mark=mark, row_id=row_id)

    def note(self, moved: Iterable[Moved]) -> None:
        """Write down what came, in the transaction in which it came."""
        Moved.objects.bulk_create(list(moved))

    def remark(self, column: str, words: str | Promise) -> None:
        """Say of the row at hand what of it did not come."""
        self._remarks.append(Remark(column, words))

    def remarks(self) -> list[Remark]:
        """What was said of the row at hand."""
        said, self._remarks = self._remarks, []
        return said

    def practice(self, number: str) -> int:
        """Our row of a practice by its old number; raises WrongCell. Who was erased does not come back."""
        found = self._find(formats.PRACTICES.name, number)
        if found is None or found not in self._practices:
            raise WrongCell(_("The practice of this row did not come over, or was erased."), "practice")
        return self._heirs.get(found, found)  # what it became, if it was merged since

    def person(self, number: str) -> int:
        """Our row of a person by their old number; raises WrongCell."""
        found = self._find(formats.PERSONS.name, number)
        if found not in self._people:
            raise WrongCell(_("The person of this row did not come over, or was erased."), "person")
        return found

    def device(self, number: str) -> int:
        """Our row of a device by its old number; raises WrongCell."""
        found = self._find(formats.DEVICES.name, number)
        if not found:
            raise WrongCell(_("A device of this row did not come over."), "devices")
        return found

    def variant(self, article: str) -> int | None:
        """The article with this number as we know it."""
        return self._articles.get(article)

    def invoice(self, number: str) -> int:
        """Our row of an old invoice; raises WrongCell."""
        found = self._find(formats.INVOICES.name, number)
        if not found:
            raise WrongCell(_("The invoice of this row did not come over."), "invoice")
        return found

    def _find(self, file: str, number: str) -> int:
        return self._rows[_kind(file)].get(seal.fingerprint(f"old {file}", number)) or 0


def _kind(file: str) -> str:
    return file.removesuffix(".csv")
