"""The Doc of an article: attributes, coordinates, mentions, predicates."""
