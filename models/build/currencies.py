"""Writes models/lexicon/quantities_currencies.jsonl: the currencies in use, from Unicode CLDR as Babel ships it.

Run it with Babel installed: python models/build/currencies.py. Licence of CLDR: Unicode-3.0.
"""

import json
from pathlib import Path

import babel
from babel.core import get_global
from babel.numbers import get_currency_name, get_currency_symbol

OUT = Path(__file__).resolve().parents[1] / "lexicon" / "quantities_currencies.jsonl"
SOURCE = f"Unicode CLDR through Babel {babel.__version__}"


def codes() -> list[str]:
    """The ISO 4217 codes that are legal tender somewhere today."""
    uses = (use for territory in get_global("territory_currencies").values() for use in territory)
    return sorted({code for code, _, until, tender in uses if tender and until is None})


def entry(code: str) -> dict[str, object]:
    """One line of the file."""
    names = {get_currency_name(code, count, locale="en").lower() for count in (None, 1, 2)}
    symbol = get_currency_symbol(code, locale="en")
    return {
        "id": f"currency/{code}",
        "code": code,
        "names": sorted(names),
        "symbols": [symbol] if symbol != code else [],
        "source": SOURCE,
        "licence": "Unicode-3.0",
    }


if __name__ == "__main__":
    OUT.write_text("".join(json.dumps(entry(c), ensure_ascii=False) + "\n" for c in codes()), encoding="utf-8")
