"""Tambon Desk: the program on the desk of an officer of a local authority."""

from desktop.none_guard import keep_none_alive

keep_none_alive()
