"""Newsletters at the desk: written, looked at, tried out, sent, and how far they are."""

from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from d4d.foundation import mail, states
from d4d.foundation.states import MoveNotAllowed
from privacy.acts import Act, ActsAdmin, Answers, NoAnswers, Step, badge
from privacy.staff import LedgerAdmin, actor
from shop.outreach import audience, mails, services
from shop.outreach.forms import NewsletterForm, words_of
from shop.outreach.models import Newsletter, Recipient
from shop.outreach.services import CannotLeave, NoNumber

LETTER_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'self'"
State = Newsletter.State


def _write(news: Newsletter, answers: Answers, _by: Any) -> None:
    services.write(news.pk, words_of(answers))


ACTS = (
    Act(
        "write",
        gettext_lazy("Change"),
        NewsletterForm,
        _write,
        lambda news: news.is_draft,
        asks_about=lambda news: news,
    ),
    Act(
        "start",
        gettext_lazy("Send"),
        NoAnswers,
        lambda news, _answers, by: services.start(news.pk, by=by),
        lambda news: news.is_draft,
        is_grave=True,
    ),
    Act(
        "pause",
        gettext_lazy("Pause"),
        NoAnswers,
        lambda news, _answers, by: services.pause(news.pk, by=by),
        lambda news: news.state == State.SENDING,
        gettext_lazy("No more messages leave until you go on."),
    ),
    Act(
        "resume",
        gettext_lazy("Go on"),
        NoAnswers,
        lambda news, _answers, by: services.resume(news.pk, by=by),
        lambda news: news.state == State.PAUSED,
        gettext_lazy("Nobody gets it twice: whose message left, or may have left, is passed over."),
    ),
    Act(
        "stop",
        gettext_lazy("Stop"),
        NoAnswers,
        lambda news, _answers, by: services.stop(news.pk, by=by),
        lambda news: news.state in {State.DRAFT, State.SENDING, State.PAUSED},
        gettext_lazy("No more messages leave, for good."),
        is_grave=True,
    ),
)


class WithProgress(ChangeList):
    """A page of newsletters; how far they are is asked for all of them at once."""

    def get_results(self, request: HttpRequest) -> None:
        """The rows of this page."""
        super().get_results(request)
        counted = services.progress_of(self.result_list)
        for news in self.result_list:
            news.counted = counted[news.pk]


@admin.register(Newsletter)
class NewsletterAdmin(ActsAdmin):
    """Every newsletter, and how far it is."""

    list_display = ("name", "channel", "state_badge", "how_far", "made_at", "started_at", "ended_at")
    list_filter = ("state", "channel")
    search_fields = ("name",)
    ordering = ("-pk",)
    acts = ACTS
    refusals = {
        CannotLeave: gettext_lazy("It left already, or was stopped."),
        MoveNotAllowed: gettext_lazy("Somebody else changed it meanwhile."),
    }
    readonly_fields = ("state_badge", "how_far", "meant_for")
    fieldsets = (
        (
            None,
            {"fields": ("name", "channel", "state_badge", "how_far", "meant_for", "started_at", "ended_at")},
        ),
        (gettext_lazy("Words"), {"fields": ("subject_nl", "body_nl", "subject_en", "body_en")}),
    )
    change_form_template = "admin/outreach/newsletter/row.html"

    def get_changelist(self, request: HttpRequest, **options: Any) -> type[ChangeList]:
        """With how far each is."""
        return WithProgress

    def get_urls(self) -> list[URLPattern]:
        """Also what it looks like, and each letter at an address of its own."""
        view = self.admin_site.admin_view
        shown: Any = self.preview
        preview = csp_update({"frame-src": [SELF]})(shown)
        return [
            path(
                "<int:row_id>/preview/",
                view(preview),
                name="outreach_newsletter_preview",
            ),
            path("<int:row_id>/trial/", view(self.trial), name="outreach_newsletter_trial"),
            path(
                "<int:row_id>/letter/<slug:language>/", view(self.letter), name="outreach_newsletter_letter"
            ),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Whoever writes to customers."""
        return self.has_decide_permission(request)

    def steps(self, row: Newsletter) -> list[Step]:
        """The timeline, in words."""
        return [Step(step.at, str(State(step.went_to).label)) for step in states.history(row)]

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """Write a newsletter; nothing leaves."""
        self.check_right(request)
        form = NewsletterForm(None, request.POST or None)
        if form.is_bound and form.is_valid():
            news = services.compose(words_of(form.cleaned_data), by=actor(request))
            self.log_addition(request, news, "compose")
            return redirect("admin:outreach_newsletter_preview", news.pk)
        return self.act_page(request, _("Write a newsletter"), form=form, errors=form.errors)

    def preview(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """What readers get in both languages, as html and as text, and how many of them there are."""
        news = self._row(request, row_id)
        letters = [self._shown(news, language) for language in mails.LANGUAGES]
        counted = audience.count(news) if news.is_draft else None
        title = _("Preview of %(name)s") % {"name": news.name}
        may_act = self.has_decide_permission(request)
        return self.page(
            request, "preview.html", title, row=news, letters=letters, audience=counted, may_act=may_act
        )

    def letter(self, request: HttpRequest, row_id: int, language: str) -> HttpResponse:
        """The html of a letter by itself, locked in."""
        news = self._row(request, row_id)
        if language not in mails.LANGUAGES or news.channel != Newsletter.Channel.EMAIL:
            raise Http404
        answer = HttpResponse(mail.render(mails.specimen(news, language)).html)
        answer["Content-Security-Policy"] = LETTER_POLICY
        answer["X-Frame-Options"] = "SAMEORIGIN"
        return answer

    def trial(self, request: HttpRequest, row_id: int) -> HttpResponse:
        """Send it to oneself."""
        self.check_right(request)
        news = self._row(request, row_id)
        if request.method == "POST":
            try:
                services.try_out(news.pk, request.user.pk or 0)
                messages.success(request, _("It is on its way to you."))
            except CannotLeave:
                messages.error(request, _("It left already, or was stopped."))
            except NoNumber:
                messages.error(request, _("Write your own telephone number with your data first."))
        return redirect("admin:outreach_newsletter_preview", news.pk)

    def act_page(self, request: HttpRequest, title: str, **context: Any) -> HttpResponse:
        """The page of an act; before it leaves one reads how many get it."""
        if "act" in context and context["act"].name == "start":
            context["explanation"] = _who_gets_it(context["row"])
        return super().act_page(request, title, **context)

    @admin.display(description=gettext_lazy("state"), ordering="state")
    def state_badge(self, news: Newsletter) -> SafeString:
        """How far it is, in a word."""
        return badge(news.state, news.get_state_display())

    @admin.display(description=gettext_lazy("readers"))
    def how_far(self, news: Any) -> str:
        """How many readers are in each state."""
        counted = getattr(news, "counted", None)
        if counted is None:  # on its own page
            counted = services.progress(news)
        words = (f"{Recipient.State(state).label}: {number_format(some)}" for state, some in counted.items())
        return "; ".join(words) or "–"

    @admin.display(description=gettext_lazy("for whom"))
    def meant_for(self, news: Newsletter) -> str:
        """Who is meant, in words."""
        form = NewsletterForm(news)
        said = []
        for name, chosen in news.segment.items():
            field: Any = form.fields[name]
            known = {str(value): str(word) for value, word in field.choices}
            said.append(f"{field.label}: {', '.join(known.get(str(one), '?') for one in chosen)}")
        return "; ".join(said) or _("everybody who may be reached")

    def _row(self, request: HttpRequest, row_id: int) -> Newsletter:
        if not self.has_view_permission(request):
            raise Http404
        row: Newsletter = get_object_or_404(self.get_queryset(request), pk=row_id)
        return row

    def _shown(self, news: Newsletter, language: str) -> dict[str, object]:
        if news.channel == Newsletter.Channel.SMS:
            return {"language": language, "text": mails.specimen_text(news, language)}
        rendered = mail.render(mails.specimen(news, language))
        return {"language": language, "subject": rendered.subject, "text": rendered.text, "has_html": True}


def _who_gets_it(news: Newsletter) -> str:
    counted = audience.count(news)
    said = _("%(meant)s people are meant, %(reached)s of them may be reached now.") % {
        "meant": number_format(counted.meant),
        "reached": number_format(counted.reached),
    }
    left_out = "; ".join(f"{word}: {number_format(some)}" for word, some in counted.left_out)
    return " ".join([said, _("Left out: %(reasons)s.") % {"reasons": left_out}]) if left_out else said


@admin.register(Recipient)
class RecipientAdmin(LedgerAdmin):
    """Each reader's message; those in flight when something broke are listed here and not sent again."""

    list_display = ("newsletter", "subject", "state", "taken_at")
    list_filter = ("state",)
    list_select_related = ("newsletter",)
    search_fields = ("=subject", "=newsletter__name")
    ordering = ("-pk",)
