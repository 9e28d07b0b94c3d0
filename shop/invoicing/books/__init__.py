"""What the bookkeeper takes out of the books: returns, lists, journals and the audit file."""
