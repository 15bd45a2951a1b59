"""Mentions in their sentences, as the page quotes them."""

from collections.abc import Iterable

from dateline.look.serve.database import Asked, Row

ROWS = 100  # mentions, claims or statements of one thing that are shown, at most
MENTION = 'doc_id, start, "end", sentence_start, sentence_end'


class Snippets:
    """Mentions in their sentences, with whose article it is."""

    def __init__(self, asked: Asked, mentions: Iterable[Row]) -> None:
        ids = sorted({row["doc_id"] for row in mentions})
        known = asked.rows(
            "SELECT id, part, title, publisher, published FROM doc WHERE list_contains($ids, id)", {"ids": ids}
        )
        parts = sorted({row["part"] for row in known})
        texts = asked.of_parts("documents", parts, "list_contains($ids, doc_id)", {"ids": ids}, "doc_id, text")
        self._documents = {row["id"]: row for row in known}
        self._texts = {row["doc_id"]: row["text"] for row in texts}

    def published(self, mention: Row) -> str:
        """The day of publication of its article; "" where it is not known."""
        return str(self._documents[mention["doc_id"]]["published"])

    def of(self, mention: Row) -> Row:
        """A mention and the words around it."""
        doc_id, start, end = mention["doc_id"], mention["start"], mention["end"]
        text, document = self._texts[doc_id], self._documents[doc_id]
        first, last = min(mention["sentence_start"], start), max(mention["sentence_end"], end)
        said = {"before": text[first:start], "text": text[start:end], "after": text[end:last]}
        about = {name: document[name] for name in ("title", "publisher", "published")}
        return {"doc": doc_id, **about, "start": start, "end": end, **said}
