"""Claims made by hand, for what is decided of claims alone."""

from typing import Any

from dateline.layers.claims.values import Argument, Claim


def claim(
    figures: tuple[float, ...] = (),
    agent: str = "",
    recipient: str = "",
    source: str = "narrator",
    place: str = "",
    **kw: Any,
) -> Claim:
    """A claim that 27 bodies were returned, or what the keywords say."""
    names = {"agent": agent, "recipient": recipient, "source": source, "place": place}
    arguments = [Argument(role, "actors", name, (0, 1), "clause") for role, name in names.items() if name]
    arguments += [Argument("quantity", "quantities", str(n), (1, 2), "clause", n) for n in figures]
    given = {
        "at": (2, 3), "rule": "claims/return", "event_type": "RETREAT", "mode": "return_remains", "scope": (0, 3),
        "sentence": 0, "date_start": None, "date_end": None, "said_on": None, "quote_id": None, "polarity": "+",
        "modality": "actual", "status": "asserted", "date_inherited": False, "place_inherited": False,
        "source_unnamed": False,
    }  # fmt: skip
    return Claim(**given | kw, arguments=tuple(arguments))
