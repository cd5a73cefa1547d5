"""Cutting a release: what must hold is checked, then everything is built so that others can build the same bytes."""
