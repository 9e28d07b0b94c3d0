"""We bring it ourselves, or with a courier that has no adapter; the label is a plain address sheet."""

from collections.abc import Sequence

from shop.shipping.couriers import Box, Label, Whereabouts


class Manual:
    """No call leaves the house; staff say when the parcel has arrived."""

    def reserve(self) -> str:
        """There is no number to follow."""
        return ""

    def find(self, box: Box) -> Label | None:
        """Nothing was asked of anybody."""
        return None

    def book(self, box: Box) -> Label:
        """The packing slip is the label."""
        return Label("", box.reference, b"")

    def whereabouts(self, tracking_number: str) -> Sequence[Whereabouts]:
        """Nobody scans it."""
        return ()

    def tracking_url(self, tracking_number: str, postcode: str, country: str) -> str:
        """There is nothing to follow."""
        return ""
