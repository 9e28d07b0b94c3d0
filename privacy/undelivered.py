"""Mail that bounces or is called spam: no more news goes there, and the desk sees it."""

from django.db import transaction

from d4d.foundation import clock, seal
from d4d.foundation.mail_reports import Kind, Report
from privacy import consent, people
from privacy.consent import Circumstances, suppression
from privacy.consent.addresses import mark_of
from privacy.consent.offers import marketing
from privacy.models import ConsentEvent, MailReport
from privacy.vocabulary import Channel


@transaction.atomic
def take_in(report: Report) -> bool:
    """Leave an address alone that the mail provider tells about; once, however often it is told.

    A complaint is a no of its reader. A bounce is nobody's choice: it holds until they ask for mail again.
    """
    readers = people.readers_of(report.address)
    _, is_news = MailReport.objects.get_or_create(
        report=seal.fingerprint("mail-report", report.fact),
        defaults={
            "subject": readers[0] if readers else None,
            "mark": mark_of(Channel.EMAIL, report.address),
            "kind": report.kind,
            "at": clock.now(),
        },
    )
    if is_news and report.kind is Kind.BOUNCED:
        by_mail = [pair for pair in marketing() if pair[1] is Channel.EMAIL]
        suppression.suppress(report.address, by_mail)
    elif is_news:
        how = Circumstances(ConsentEvent.Source.PROVIDER)
        consent.suppress_address(Channel.EMAIL, report.address, how)
    return is_news


def last_report(address: str) -> MailReport | None:
    """What the mail provider told last about an address; None when letters arrive."""
    rows = MailReport.objects.filter(mark=mark_of(Channel.EMAIL, address))
    return rows.exclude(kind=MailReport.Kind.UNSUBSCRIBED).order_by("-at").first()
