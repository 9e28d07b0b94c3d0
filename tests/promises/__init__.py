"""The promises of the privacy statement, proved from outside: one file per chapter."""
