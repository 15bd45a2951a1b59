"""Schemas check what is written."""

import pyarrow as pa
import pytest
from dateline.errors import SchemaError
from dateline.tables.schema import BOOL, DAY, INT, STRING, check_schema, column, declare, markdown, to_batch

TOY = declare(
    "toys",
    "One row per toy.",
    column("name", STRING, "Its name."),
    column("kind", STRING, "Its kind.", nullable=True, allowed=("ball", "doll")),
    column("bought", DAY, "When it was bought.", nullable=True),
    column("price", INT, "What it cost.", unit="cents"),
    column("broken", BOOL, "Whether it is broken."),
)
ROW = {"name": "a", "kind": "ball", "bought": "2025-06-11", "price": 3, "broken": False}


def test_rows_become_typed_columns() -> None:
    batch = to_batch([ROW, {**ROW, "kind": None, "bought": None}], TOY)
    assert batch.schema == TOY
    assert [str(day)[:10] for day in batch["bought"].to_pylist()] == ["2025-06-11", "None"]


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({**ROW, "colour": "red"}, r"Table 'toys', row 1: missing \[\], unexpected \['colour'\]"),
        ({k: v for k, v in ROW.items() if k != "price"}, r"row 1: missing \['price'\]"),
        ({**ROW, "name": None}, r"column 'name', row 1: got null, expected a string"),
        ({**ROW, "kind": "drum"}, r"column 'kind': got \['drum'\], allowed \['ball', 'doll'\]"),
        ({**ROW, "price": "three"}, r"column 'price'"),
        ({**ROW, "price": 2**70}, r"column 'price'"),
        ({**ROW, "broken": 1}, r"column 'broken'"),
        ({**ROW, "bought": "11 June"}, r"column 'bought'"),
    ],
)
def test_a_wrong_row_is_refused_by_table_row_and_column(row: dict[str, object], message: str) -> None:
    with pytest.raises(SchemaError, match=message):
        to_batch([ROW, row], TOY)


def test_a_column_declared_twice_is_refused() -> None:
    with pytest.raises(SchemaError, match="declared twice"):
        declare("t", "A table.", column("a", STRING, "A."), column("a", INT, "A."))


def test_another_schema_is_refused_on_reading() -> None:
    with pytest.raises(SchemaError, match=r"f\.parquet, column 'price': got string, expected int64"):
        check_schema(TOY.set(3, pa.field("price", pa.string())), TOY, "f.parquet")
    with pytest.raises(SchemaError, match=r"f\.parquet: columns"):
        check_schema(TOY.remove(0), TOY, "f.parquet")


def test_the_dictionary_names_every_column_with_unit_and_allowed_values() -> None:
    text = markdown([TOY])
    assert "| price | int64 |  | What it cost. In cents. |" in text
    assert "| kind | string | yes | Its kind. One of: `ball`, `doll`. |" in text
    assert "| bought | date | yes | When it was bought. |" in text
