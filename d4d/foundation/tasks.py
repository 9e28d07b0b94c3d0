"""The one Celery task of the house, and the bell that calls a worker to it."""

from celery import Celery
from celery.signals import worker_init
from django.conf import settings
from kombu.entity import Queue
from kombu.exceptions import OperationalError

from d4d.foundation import delivering, presence, standstill
from d4d.foundation.errors import BrokerUnreachable
from d4d.foundation.queues import QUEUES

app = Celery("d4d")
app.conf.update(
    broker_url=settings.BROKER or "memory://",
    broker_connection_retry_on_startup=True,
    broker_connection_max_retries=None,
    broker_transport_options={
        "visibility_timeout": 300,
        "unacked_restore_interval": 10,
        "unacked_restore_throttle": 1,
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "global_keyprefix": "d4d:",
    },
    visibility_timeout=300,
    result_backend=None,
    task_ignore_result=True,
    task_acks_late=True,
    task_reject_on_worker_lost=True,
    task_soft_time_limit=90,
    task_time_limit=120,
    task_serializer="json",
    accept_content=["json"],
    task_default_queue="default",
    task_queues=[Queue(name) for name in QUEUES],  # type: ignore[no-untyped-call]
    worker_prefetch_multiplier=1,
    worker_max_tasks_per_child=200,
    worker_hijack_root_logger=False,
    timezone="Europe/Amsterdam",
)


@worker_init.connect  # type: ignore[untyped-decorator]
def come_in(**_: object) -> None:
    """A worker takes nothing in hand while the house stands still."""
    presence.enter()
    standstill.wait()


@app.task(name="deliver")  # type: ignore[untyped-decorator]
def deliver(delivery_id: int) -> None:
    """Deliver one row of the outbox."""
    delivering.deliver(delivery_id)


def ring(delivery_id: int, queue: str) -> None:
    """Call a worker to a row of the outbox; raises BrokerUnreachable."""
    try:
        deliver.apply_async(args=[delivery_id], queue=queue, retry=False)
    except (OperationalError, OSError) as error:
        raise BrokerUnreachable(type(error).__name__) from None
