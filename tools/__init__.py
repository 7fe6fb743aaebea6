"""Helper scripts of the repository; the Makefile runs them."""
