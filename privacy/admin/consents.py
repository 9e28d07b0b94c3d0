"""The consent ledger at the desk: everything to be read, nothing to be changed."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from privacy import people
from privacy.long_lists import among
from privacy.models import ConsentEvent, ConsentEvidence, ConsentState, ConsentText, Message, Suppression
from privacy.staff import LedgerAdmin, ReadOnlyInline
from privacy.vocabulary import PURPOSES

BY_PURPOSE = among("purpose", lambda: {code: one.label for code, one in PURPOSES.items()})


class FoundByPerson(LedgerAdmin):
    """Rows that bear no name, found by the address of the person they are about."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        """An e-mail address stands for whoever signs in with it."""
        if "@" in search_term:
            found = people.find(search_term)
            return (queryset.filter(subject=found) if found else queryset.none()), False
        return super().get_search_results(request, queryset, search_term)


class EvidenceInline(ReadOnlyInline):
    """Where the choice was made."""

    model = ConsentEvidence
    fields = readonly_fields = ("form", "network", "note", "at")


@admin.register(ConsentEvent)
class ConsentEventAdmin(FoundByPerson):
    """Every choice, with the words that were shown and the seal on it."""

    list_display = ("at", "subject", "purpose", "channel", "action", "source", "text", "is_sealed")
    list_filter = ("action", "source", "channel", BY_PURPOSE)
    list_select_related = ("text",)
    search_fields = ("=subject", "=occasion")
    ordering = ("-id",)
    inlines = (EvidenceInline,)

    @admin.display(description=_("sealed"), boolean=True)
    def is_sealed(self, event: ConsentEvent) -> bool:
        """Whether the sealer has come by."""
        return event.seal is not None


@admin.register(ConsentState)
class ConsentStateAdmin(FoundByPerson):
    """How it stands with everybody now."""

    list_display = ("subject", "purpose", "channel", "standing", "changed_at", "event")
    list_filter = ("standing", "channel", BY_PURPOSE)
    search_fields = ("=subject",)
    ordering = ("-id",)


@admin.register(ConsentText)
class ConsentTextAdmin(LedgerAdmin):
    """The exact words that people saw, version by version."""

    list_display = ("code", "locale", "version", "words", "made_at")
    list_filter = ("locale", "code")
    ordering = ("code", "locale", "-version")
    fields = ("code", "locale", "version", "words", "sha256", "made_at")

    @admin.display(description=_("wording"))
    def words(self, row: ConsentText) -> str:
        """What was asked, marked as the language that it is in."""
        return format_html('<span lang="{}">{}</span>', row.locale, row.text)


@admin.register(Suppression)
class SuppressionAdmin(LedgerAdmin):
    """Addresses and numbers that are left alone; whose they are stands nowhere."""

    list_display = ("at", "channel", "purpose", "mark")
    list_filter = ("channel", BY_PURPOSE)
    search_fields = ("=mark",)
    ordering = ("-id",)


@admin.register(Message)
class MessageAdmin(FoundByPerson):
    """What went out by consent; what was in flight when something broke stays “being sent”."""

    list_display = ("at", "subject", "purpose", "channel", "key", "state")
    list_filter = ("state", "channel", BY_PURPOSE)
    search_fields = ("=subject", "key__startswith")
    ordering = ("-id",)
