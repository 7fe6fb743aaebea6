"""The central server: it keeps the cases of many authorities and decides every operation."""
