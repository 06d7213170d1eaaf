"""One list of what is open: due, calendar, asks, exceptions and next steps are views of it."""
