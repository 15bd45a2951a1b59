"""What articles tell at their top, kept on disk between the two readings, so that no text is taken apart twice."""

import tempfile
from collections.abc import Sequence
from types import TracebackType

from dateline.reconcile.limits import limits
from dateline.reconcile.words import stems_of, tokens


class Leads:
    """The stems of the lead of every article, by doc_id."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="dateline-leads-")  # noqa: SIM115
        self._at: dict[str, int] = {}
        self._end = 0

    def __enter__(self) -> "Leads":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def add(self, doc_id: str, annotated: str) -> list[str]:
        """Takes an article by its text; gives all its words."""
        cut = annotated.find(" ", limits().lead_chars)  # no word is cut in two
        lead = tokens(annotated[:cut] if cut >= 0 else annotated)
        line = f"{' '.join(stems_of(lead))}\n".encode()
        self._file.write(line)
        self._at[doc_id] = self._end
        self._end += len(line)
        return lead + tokens(annotated[cut:]) if cut >= 0 else lead

    def of(self, doc_id: str) -> Sequence[str]:
        """The stems of an article's lead, in its order."""
        self._file.seek(self._at[doc_id])
        return self._file.readline().decode().split()
