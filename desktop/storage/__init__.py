"""The encrypted cache on this computer: cases, outbox, photos, search."""
