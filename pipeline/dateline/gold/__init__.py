"""Gold annotations and scores."""
