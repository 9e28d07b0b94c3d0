"""Who wants to hear of something: one call for each address, once."""

from django.db import transaction

from d4d.api.events import CallWanted
from d4d.api.models import Call, News, Webhook
from d4d.foundation import outbox


@transaction.atomic
def tell(practice_id: int, news: News, about: str, occasion: str) -> None:
    """Let every address of a practice that hears of this be called; to repeat it calls nobody twice."""
    for webhook in Webhook.objects.to_tell(practice_id).select_related("practice__subject"):
        if webhook.may_be_called and news.value in webhook.news:
            call, is_new = Call.objects.get_or_create(
                webhook=webhook, occasion=occasion, defaults={"news": news, "about": about}
            )
            if is_new:
                outbox.publish(CallWanted(call_id=call.pk))
