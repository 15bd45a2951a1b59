"""Many machines: a Ray cluster of two nodes, one of which is lost on the way. Skipped where Ray is not installed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dateline
import pytest
from dateline.data import models_dir
from dateline.flow.work import Step
from spacy.language import Language

ray = pytest.importorskip("ray")
pytestmark = pytest.mark.filterwarnings("default")

TEXTS = [f"Two people died in Kherson on {i + 1} June 2025, Kyiv said." * 3 for i in range(24)]


@pytest.fixture
def cluster() -> Iterator[Any]:
    from ray.cluster_utils import Cluster

    found = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    found.add_node(num_cpus=1)
    ray.init(address=found.address, log_to_driver=False)
    yield found
    ray.shutdown()
    found.shutdown()


def tree(out: Path) -> dict[str, bytes]:
    files = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}


def test_a_cluster_gives_the_bytes_of_one_machine_when_a_node_is_lost(
    nlp: Language, cluster: Any, tmp_path: Path
) -> None:
    lines = [json.dumps({"id": f"d{i:02d}", "text": text, "published": "2025-06-30"}) for i, text in enumerate(TEXTS)]
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    text = (models_dir() / "config.cfg").read_text(encoding="utf-8")
    (tmp_path / "small.cfg").write_text(text.replace("part_size = 500000", "part_size = 300"), encoding="utf-8")
    options: dict[str, Any] = {"config": tmp_path / "small.cfg", "single": False}
    dateline.run([str(tmp_path / "in.jsonl")], tmp_path / "local", nlp=nlp, **options)
    seen: list[Step] = []
    lost = []

    def progress(step: Step) -> None:
        seen.append(step)
        if sum(step.documents for step in seen) >= 4 and not lost:
            lost.append(cluster.worker_nodes.copy().pop())
            cluster.remove_node(lost[0], allow_graceful=False)

    assert ray.cluster_resources()["CPU"] == 2
    dateline.run([str(tmp_path / "in.jsonl")], tmp_path / "ray", engine="ray", progress=progress, **options)
    assert lost
    assert tree(tmp_path / "ray") == tree(tmp_path / "local")
    assert sum(step.documents for step in seen) == len(TEXTS)
