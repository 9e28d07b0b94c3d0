"""What waits in the house itself."""

from django.utils.translation import gettext_lazy as _

from d4d.desk.queue import Queue
from d4d.foundation.models import Delivery
from d4d.foundation.services import late

QUEUES = (
    Queue(
        _("News that is late"),
        "foundation_delivery",
        "standing=late",
        late,
        "foundation.view_delivery",
        "danger",
    ),
    Queue(
        _("Failed jobs"),
        "foundation_delivery",
        "standing=dead",
        lambda: Delivery.objects.dead(),
        "foundation.view_delivery",
        "danger",
    ),
)
