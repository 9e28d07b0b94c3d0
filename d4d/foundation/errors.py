"""What can go wrong with an outside service, the same for every adapter.

The message of such an error is shown to staff and kept with the delivery: adapters put no personal
data in it, only the service, a status and the name of a field.
"""


class OutsideError(Exception):
    """An outside service did not do what we asked."""


class Temporary(OutsideError):
    """Try again later: time-out, too many requests, a fault over there.

    `is_uncertain` means that the service may have done what we asked and could not say so. An adapter says
    so of whatever breaks while a call is under way; any other exception came before it.
    """

    def __init__(self, message: str, retry_after: float | None = None, *, is_uncertain: bool = False) -> None:
        super().__init__(message)
        self.retry_after = retry_after
        self.is_uncertain = is_uncertain


class Rejected(OutsideError):
    """The service refuses the data; somebody must mend it before a new try."""

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class Misconfigured(OutsideError):
    """The service does not know us (401 or 403); a key or account is wrong."""


class BrokerUnreachable(Exception):
    """Redis does not answer; nothing is lost, the relay tries again."""
