"""Across documents: copies of a story, the same actor, the same event, the figures that agree and those that do not."""
