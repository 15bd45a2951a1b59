"""Tags of tokens as spans: IOB1, IOB2, IOBES and BILOU alike."""

from collections.abc import Iterator, Sequence

from dateline.gold.formats.shape import Range

Token = tuple[Range, str]  # its place in the text, its tag
_BEGINS = frozenset("BSU")
_LASTS = frozenset("ELSU")


def tagged(tokens: Sequence[Token]) -> Iterator[tuple[Range, str]]:
    """The spans that the tags of a sentence's tokens make, each with its label.

    A tag I after another label, or after none, opens a span, as in IOB1.
    """
    start, end, label = 0, 0, ""
    for at, tag in [*tokens, ((0, 0), "O")]:
        mark, _, name = tag.partition("-")
        is_tag = mark in "BIESLU" and len(mark) == 1 and bool(name)
        if label and (not is_tag or mark in _BEGINS or name != label):
            yield (start, end), label
            label = ""
        if is_tag:
            start, end, label = (at[0] if not label else start), at[1], name
            if mark in _LASTS:
                yield (start, end), label
                label = ""
