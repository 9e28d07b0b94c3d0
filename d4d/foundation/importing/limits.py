"""How much a list may hold."""

MOST_MEGABYTES = 20
MOST_BYTES = MOST_MEGABYTES * 1_000_000
MOST_ROWS = 25_000
MOST_COLUMNS = 60
MOST_IN_A_CELL = 5_000
MOST_UNPACKED = 250_000_000  # bytes of XML that an Excel file of so many rows may hold
