"""News and opinions: who is told what, who was asked, and answers that are nobody's."""

from privacy.register import declare, impersonal
from privacy.vocabulary import ACCOUNTABILITY, FIVE_YEARS, NEWSLETTER, ONE_YEAR, SURVEY, Category, Erase

news = declare(
    "outreach.Newsletter",
    subject="made_by",
    purposes=(ACCOUNTABILITY,),
    keep=FIVE_YEARS.counted_from("made_at"),
)
news.personal("made_by", category=Category.LINK, erase=Erase.UNLINK, source="staff")
news.impersonal(
    "name",
    "state",
    "channel",
    "segment",
    "made_at",
    "started_at",
    "ended_at",
    "is_gathered",
    "turn",
    why="what we call it, for whom it is in general, and how far it is",
)
news.impersonal(
    "subject_nl",
    "body_nl",
    "subject_en",
    "body_en",
    why="words that all its readers see",
    is_open=True,
)

reader = declare(
    "outreach.Recipient",
    subject="subject",
    purposes=(NEWSLETTER,),
    keep=ONE_YEAR.counted_from("newsletter__made_at"),
)
reader.personal("subject", "newsletter", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
reader.impersonal("state", "taken_at", why="how far the message is")
reader.shown_with("newsletter__name", "state")

invitation = declare(
    "outreach.Invitation", subject="subject", purposes=(SURVEY,), keep=ONE_YEAR.counted_from("at")
)
invitation.personal("subject", category=Category.LINK, erase=Erase.DELETE_ROW, source="us")
invitation.impersonal("kind", "occasion", "at", why="which delivery or question it was about, and when")
invitation.shown_with("kind", "at")

impersonal("outreach.Key", why="the fingerprint of a key that is tied to nobody")
impersonal("outreach.Answer", why="figures and a month; nothing leads to who gave them")
