"""What outreach listens to."""

from accounts.models import User
from d4d.foundation import outbox
from shop.outreach import mails, services
from shop.outreach.events import NewsletterStarted, OpinionDue, PersonInvited, TrialWanted, TurnCame
from shop.outreach.models import Newsletter
from shop.outreach.services import surveys
from shop.shipping.events import ParcelDelivered


def look_up_the_readers(event: NewsletterStarted) -> None:
    """A newsletter that may leave gets its list of readers."""
    services.gather(event.newsletter_id, event.after)


def send_some_more(event: TurnCame) -> None:
    """The next readers get their message."""
    services.send_some(event.newsletter_id, event.turn)


def show_it_to_the_staff(event: TrialWanted) -> None:
    """Whoever wrote it sees it as a reader would."""
    user = User.objects.filter(pk=event.user_id, is_staff=True).first()
    if user:
        mails.trial(Newsletter.objects.get(pk=event.newsletter_id), user, event.number)


def ask_how_it_arrived(event: ParcelDelivered) -> None:
    """Who ordered may be asked some days after the first parcel came."""
    surveys.ask_about_parcel(event.parcel_id)


def ask_for_an_opinion(event: OpinionDue) -> None:
    """The day has come to ask, if they may be asked."""
    surveys.invite(event.kind, event.row_id, event.user_id)


def send_the_question(event: PersonInvited) -> None:
    """Whoever is asked gets a letter with a key to one answer."""
    surveys.send_invitation(event.invitation_id)


outbox.subscribe(NewsletterStarted, look_up_the_readers)
outbox.subscribe(TurnCame, send_some_more, queue="mail")
outbox.subscribe(TrialWanted, show_it_to_the_staff, queue="mail")
outbox.subscribe(ParcelDelivered, ask_how_it_arrived)
outbox.subscribe(OpinionDue, ask_for_an_opinion)
outbox.subscribe(PersonInvited, send_the_question, queue="mail")
