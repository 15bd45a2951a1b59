"""Actors: persons, organisations, states and groups."""
