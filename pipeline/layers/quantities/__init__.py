"""Quantities: value, bound, unit and what is counted."""
