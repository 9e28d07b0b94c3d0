"""Lists from outside: read, looked at without changing anything, applied whole, and taken back again.

A room declares a `Kind`: its columns, how a list differs from what is kept, and how the difference is
written. The rest (CSV and Excel, wrong rows in plain words, batches, undoing) is the same for all.
"""
