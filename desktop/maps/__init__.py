"""Maps: the page, its own URL scheme, the markers on it, and projection for a native map."""
