"""What some benchmarks share beside the harness."""
