"""What a scanner reads from a box: a GS1 string with lot and serial, or the bare lot or serial."""

from biip import ParseError
from biip.gs1_messages import GS1Message

LOT, SERIAL = "10", "21"


def marks_of(code: str) -> set[str]:
    """The lots and serial numbers in a scanned code; a code of no known form stands for itself."""
    bare = code.strip()
    try:
        message = (
            GS1Message.parse_hri(bare) if bare.startswith("(") else GS1Message.parse(bare.replace(" ", ""))
        )
    except ParseError:
        return {bare} - {""}
    found = [message.element_strings.get(ai=ai) for ai in (LOT, SERIAL)]
    return {bare, *(element.value for element in found if element is not None)} - {""}
