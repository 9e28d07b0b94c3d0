"""What a spreadsheet makes of a cell that it is given."""


def harmless(text: str) -> str:
    """Text that a spreadsheet does not take for a formula."""
    return f"'{text}" if text.lstrip(" ")[:1] in set("=+-@\t\r\n|%") else text
