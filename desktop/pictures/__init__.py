"""Decoding pictures that came from outside, in a process apart where the computer allows it."""
