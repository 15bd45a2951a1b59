"""Which document a process has died of: a part is halved until the one that no process survives is alone."""

from collections import Counter
from dataclasses import dataclass, field

from dateline.errors import RunError
from dateline.flow.parts import Part

TRIES = 3  # times that a part is annotated whole before its documents are suspected: a process may be killed by chance
VERDICTS = 2  # times that a process must die of a document alone


@dataclass
class Attempt:
    """A part on its way through processes that may die of it.

    lost: numbers of the documents that no process survives. suspects: runs of documents to be tried, the last one next.
    """

    part: Part
    lost: set[int] = field(default_factory=set)
    suspects: list[range] = field(default_factory=list)
    _deaths: int = 0  # of the whole part, since documents were suspected last
    _searched: int = -1  # how many documents were lost when they were suspected last
    _verdicts: Counter[int] = field(default_factory=Counter)

    @property
    def trial(self) -> range | None:
        """The documents that are to be annotated for nothing, to see who dies of them; None: annotate the part."""
        return self.suspects[-1] if self.suspects else None

    def survived(self) -> None:
        """Says that the trial hurt no one."""
        self.suspects.pop()

    def died(self) -> None:
        """Says that a process died. Raises RunError where no document can be to blame."""
        if self.suspects:
            self._halve(self.suspects.pop())
        else:
            self._suspect()

    def _suspect(self) -> None:
        self._deaths += 1
        if self._deaths < TRIES:
            return
        if self._searched == len(self.lost):
            raise RunError(
                "processes die again and again, of no document alone; is there memory for so many? Try fewer --workers."
            )
        self._searched, self._deaths = len(self.lost), 0
        self.suspects = [range(len(self.part.records)), range(0)]  # before all, one must live without a document

    def _halve(self, span: range) -> None:
        if not span:
            raise RunError("processes die when they start; `dateline doctor` says what is wrong.")
        if len(span) > 1:
            middle = len(span) // 2
            self.suspects += [span[middle:], span[:middle]]
            return
        self._verdicts[span[0]] += 1
        if self._verdicts[span[0]] < VERDICTS:
            self.suspects.append(span)
        else:
            self.lost.add(span[0])
