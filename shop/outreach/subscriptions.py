"""What outreach listens to."""

from accounts.models import User
from d4d.foundation import outbox
from shop.outreach import mails, services
from shop.outreach.events import NewsletterStarted, TrialWanted, TurnCame
from shop.outreach.models import Newsletter


def look_up_the_readers(event: NewsletterStarted) -> None:
    """A newsletter that may leave gets its list of readers."""
    services.gather(event.newsletter_id)


def send_some_more(event: TurnCame) -> None:
    """The next readers get their message."""
    services.send_some(event.newsletter_id, event.turn)


def show_it_to_the_staff(event: TrialWanted) -> None:
    """Whoever wrote it sees it as a reader would."""
    user = User.objects.filter(pk=event.user_id, is_staff=True).first()
    if user:
        mails.trial(Newsletter.objects.get(pk=event.newsletter_id), user, event.number)


outbox.subscribe(NewsletterStarted, look_up_the_readers)
outbox.subscribe(TurnCame, send_some_more, queue="mail")
outbox.subscribe(TrialWanted, show_it_to_the_staff, queue="mail")
