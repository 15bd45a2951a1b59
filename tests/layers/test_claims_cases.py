"""Claims of single sentences: what must be in the rows and what must not, known failures listed apart."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from case_rows import Row, claims_of, failing, read_cases
from dateline.gold.cases import NO_COLUMNS, brief, claim_faults
from dateline.layers.registry import LAYERS
from dateline.tables.schema import allowed_of
from spacy.language import Language

CASES = read_cases()
SCHEMA = LAYERS["claims"].tables["claims"][0]
ROLES = allowed_of(LAYERS["claims"].tables["claim_args"][0].field("role"))
XFAIL = pytest.mark.xfail(strict=True, reason="known")


@pytest.fixture(scope="module")
def rows(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Row]]:
    return claims_of(CASES, nlp, tmp_path_factory.mktemp("cases"))


@pytest.mark.parametrize(
    "case",
    [pytest.param(case, id=case["id"], marks=[XFAIL] if case["id"] in set(failing()) else []) for case in CASES],
)
def test_claims_of_a_case(case: Row, rows: dict[str, list[Row]]) -> None:
    found = rows[case["id"]]
    assert not list(claim_faults(case, found)), [case["text"], *claim_faults(case, found), *map(brief, found)]


def wanted(case: Row) -> Iterator[Row]:
    """All rows that a case names."""
    for want in [*case.get("expect", []), *case.get("absent", [])]:
        yield from want.get("any", [want])


def test_there_are_enough_cases_and_negatives() -> None:
    negative = [c for c in CASES if all(row.get("count") == 0 for row in c.get("expect", []))]
    assert len(CASES) >= 300
    assert len(negative) >= len(CASES) / 4
    assert len([c for c in CASES if "absent" in c]) >= len(CASES) / 3


def test_ids_are_used_once_and_known_failures_are_cases() -> None:
    twice = [name for name, n in Counter(case["id"] for case in CASES).items() if n > 1]
    assert not twice
    assert failing() == sorted(set(failing()) & {case["id"] for case in CASES})


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_a_case_names_columns_roles_and_words_that_exist(case: Row) -> None:
    assert case.keys() - {"expect", "absent", "note"} == {"id", "kind", "text", "published", "layer"}
    assert case["layer"] == "claims"
    assert case.get("expect") or case.get("absent")
    assert re.fullmatch(r"[a-z0-9-]+", case["id"])
    assert case["published"] is None or date.fromisoformat(case["published"])
    for row in wanted(case):
        assert row.keys() - NO_COLUMNS <= set(SCHEMA.names), row
        assert row.get("args", {}).keys() <= ROLES, row
        for name in row.keys() - NO_COLUMNS:
            values = row[name]["any"] if isinstance(row[name], dict) else [row[name]]
            allowed = allowed_of(SCHEMA.field(name))
            assert not allowed or all(value is None or value in allowed for value in values), row
    for row in (row for want in case.get("expect", []) for row in want.get("any", [want])):
        words = row.get("text", "")
        assert not isinstance(words, str) or words.removeprefix("~").casefold() in case["text"].casefold(), row
