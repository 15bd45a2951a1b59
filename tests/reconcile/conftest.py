"""What the tests of reconciliation share: papers in, tables across documents out."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from dateline.reconcile.run import reconcile
from dateline.reconcile.table import CORPUS_SCHEMAS

sys.path.insert(0, str(Path(__file__).parent))

from tables import Paper, write_tables

Rows = dict[str, list[dict[str, Any]]]


@pytest.fixture
def reconciled(tmp_path: Path) -> Callable[[Sequence[Paper]], Rows]:
    """The rows of every table across documents that some papers give."""

    def make(papers: Sequence[Paper]) -> Rows:
        reconcile([write_tables(tmp_path / "out", papers)])
        return {name: pq.read_table(tmp_path / "out" / f"{name}.parquet").to_pylist() for name in CORPUS_SCHEMAS}

    return make
