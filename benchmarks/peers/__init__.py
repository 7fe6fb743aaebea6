"""Plain programs of the same trade, to measure against in the same run."""
