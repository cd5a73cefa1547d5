"""Benches: every figure that the documentation gives is printed by one of these."""
