"""What an attribution means: whose words its content gives."""

import re

from pipeline.layers.quotes.marks import quoted_parts

_WORD = re.compile(r"\w+")


def quote_kind(text: str, *, inside: bool = False) -> str:
    """Whose words the content is: direct (all in quotation marks), mixed (partly) or indirect.

    inside: whether the text lies within quotation marks that are not part of it.
    """
    if inside:
        return "direct"
    quoted = quoted_parts(text)
    if not quoted:
        return "indirect"
    rest, at = "", 0
    for part in quoted:
        rest, at = f"{rest} {text[at : part.start]}", part.end
    return "direct" if len(_WORD.findall(rest + text[at:])) <= 1 else "mixed"
