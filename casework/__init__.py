"""Shared ground of desk and server: what a case is, who may do what, and what happens then."""
