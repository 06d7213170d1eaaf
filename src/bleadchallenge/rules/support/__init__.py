"""Rules of support: assignments, agreements, deliverers, and the ledger of days."""
