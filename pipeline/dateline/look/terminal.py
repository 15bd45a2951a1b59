"""Text that a terminal may be given: a document cannot steer it."""

INVISIBLE = frozenset("\u200c\u200d")  # joiners: no control of the terminal, and emoji are made with them


def escaped(text: str) -> str:
    """The text with control characters as signs of the same length, so that a document cannot steer the terminal."""
    return "".join(map(_visible, text))


def _visible(char: str) -> str:
    if char.isprintable() or char == "\n" or char in INVISIBLE:
        return char
    return " " if char.isspace() else "�"


def printable(text: str) -> str:
    """The text in one line: control characters as escapes."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
