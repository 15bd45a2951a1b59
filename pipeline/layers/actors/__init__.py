"""Actors: persons, organisations, states and groups."""

from spacy.tokens import Doc, Span


def actors_by_token(doc: Doc) -> dict[int, Span]:
    """The actor mention that covers a token, by token index; empty where the layer did not run."""
    return {i: span for span in doc.spans.get("actors", ()) for i in range(span.start, span.end)}
