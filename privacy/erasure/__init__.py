"""Erasure of a person or a practice: asked for, taken back, carried out once, and proved."""

from privacy.erasure.asking import (
    CannotBeErased,
    CannotBeTakenBack,
    Origin,
    ask,
    begin_waiting,
    running,
    take_back,
)
from privacy.erasure.carrying import NotWhollyErased, carry_out, carry_out_due
from privacy.erasure.holding import erase_what_was_released, place, release
from privacy.erasure.preview import Preview, preview
from privacy.erasure.replaying import replay

__all__ = [
    "CannotBeErased",
    "CannotBeTakenBack",
    "NotWhollyErased",
    "Origin",
    "Preview",
    "ask",
    "begin_waiting",
    "carry_out",
    "carry_out_due",
    "erase_what_was_released",
    "place",
    "preview",
    "release",
    "replay",
    "running",
    "take_back",
]
