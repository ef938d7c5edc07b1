"""Tests of the scorer, of what it reads, and of benchmarks/compare.py."""
