"""Tambon Desk: the program on the desk of an officer of a local authority."""
