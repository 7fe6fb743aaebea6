"""Suggestions, likely duplicates, and the definition of every figure."""
