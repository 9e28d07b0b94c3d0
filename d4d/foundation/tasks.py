"""The one Celery task of the house."""

from celery import shared_task

from d4d.foundation import delivering


@shared_task(name="deliver", ignore_result=True)  # type: ignore[untyped-decorator]
def deliver_task(delivery_id: int) -> None:
    """Deliver one row of the outbox."""
    delivering.deliver(delivery_id)
