"""Parcels: couriers get a name and the practice's address, and we keep codes and times of their scans."""

from privacy.register import declare
from privacy.vocabulary import BOOKS, CLAIMS, DELIVERY, FISCAL, Category, Erase

WITHOUT_VAT = {"vat_treatment": "intra_community"}

shipment = declare(
    "shipping.Shipment",
    subject="order__practice__subject",
    purposes=(DELIVERY, BOOKS),
    keep=FISCAL,
    part_of="order",
)
shipment.personal("order", category=Category.LINK, erase=Erase.KEEP)
shipment.impersonal(
    "sequence", "state", "courier", "created_at", "handed_over_at", why="facts about the shipment"
)

line = declare(
    "shipping.ShipmentLine",
    subject="shipment__order__practice__subject",
    purposes=(DELIVERY, BOOKS),
    keep=FISCAL,
    part_of="shipment__order",
)
line.personal("shipment", "order_line", category=Category.LINK, erase=Erase.KEEP)
line.personal("lot", "serial", category=Category.DELIVERY, erase=Erase.KEEP)
line.impersonal("batch", "quantity", "expires_on", why="facts about the goods")

parcel = declare(
    "shipping.Parcel",
    subject="shipment__order__practice__subject",
    purposes=(DELIVERY,),
    keep=CLAIMS.counted_from("shipment__order__closed_at"),
    part_of="shipment__order",
)
parcel.personal("shipment", category=Category.LINK, erase=Erase.DELETE_ROW)
parcel.personal(
    "tracking_number",
    "courier_reference",
    category=Category.DELIVERY,
    erase=Erase.DELETE_ROW,
    source="the courier",
)
parcel.personal(
    "label",
    category=Category.DELIVERY,
    erase=Erase.DELETE_FILE,
    source="the courier",
    subject="shipment__order__placed_by__subject",  # it bears their name
)
parcel.impersonal(
    "reference",
    "key",
    "courier",
    "state",
    "weight_grams",
    "asked_at",
    "polled_at",
    "seen_at",
    "created_at",
    why="facts about the box",
)

scan = declare(
    "shipping.Scan",
    subject="parcel__shipment__order__practice__subject",
    purposes=(DELIVERY,),
    keep=CLAIMS.counted_from("parcel__shipment__order__closed_at"),
    part_of="parcel__shipment__order",
)
scan.personal("parcel", category=Category.LINK, erase=Erase.DELETE_ROW, source="the courier")
scan.personal(
    "status", "raw_code", "at", category=Category.DELIVERY, erase=Erase.DELETE_ROW, source="the courier"
)

# Where no VAT was asked, the courier's papers prove that the goods left the country: they stay as well.
for proof, order in ((parcel, "shipment__order"), (scan, "parcel__shipment__order")):
    proof.stays(
        {f"{order}__{name}": value for name, value in WITHOUT_VAT.items()},
        FISCAL.counted_from(f"{order}__books_closed_on"),
    )

# What people recognise in a copy; who placed an order also follows its parcels.
shipment.shown_with("order__number", "sequence", "courier", "handed_over_at")
shipment.also_for("order__placed_by__subject")
line.shown_with("shipment__order__number", "quantity", "expires_on")
parcel.shown_with("reference", "courier", "state", "weight_grams")
parcel.also_for("shipment__order__placed_by__subject")
scan.shown_with("parcel__reference")
scan.also_for("parcel__shipment__order__placed_by__subject")
