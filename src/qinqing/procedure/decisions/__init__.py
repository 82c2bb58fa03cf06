"""Decided items: assigned, implemented, reported, accepted. 四(三), 四(四)."""
