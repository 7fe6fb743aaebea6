"""The controls and painted rows of the one design language."""
