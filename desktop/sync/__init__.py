"""Push, pull and photos between this desk and the central server."""
