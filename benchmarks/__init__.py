"""Benchmarks: each module measures one promise of the project and prints a table."""
