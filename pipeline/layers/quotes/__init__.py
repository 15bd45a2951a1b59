"""Quotes: who says what, in whose words."""
