"""Gold as tests: `pytest --dateline-gold gold` collects documents by layer, and sentences with what they must give.

An item is a layer of a document, or of a folder that has a floor of its own in floors.toml, or one sentence. It fails
below its floor, or where a sentence gives other rows; one that is known to fail and does not is a failure too.
The module is loaded by every pytest of its environment: it imports nothing heavy until gold is asked for.
"""

import json
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pytest

ACCEPT, RAISE = "dateline-floor-lowered", "dateline-floor-risen"


class WrongError(Exception):
    """What an item's failure says."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options and the setting."""
    group = parser.getgroup("dateline", "gold of Dateline")
    group.addoption("--dateline-gold", action="append", metavar="DIR", help="Folder with gold; may be repeated.")
    group.addoption("--dateline-accept", metavar="REASON", help="Lower the floors that fail, with this reason.")
    group.addoption("--dateline-raise", action="store_true", help="Raise the floors that can rise.")
    parser.addini("dateline_gold", "Folders with gold, collected where pytest is given no paths.", "paths", default=[])


def pytest_configure(config: pytest.Config) -> None:
    """Adds the gold folders to what is collected."""
    for cached in (_floors, _layers_of, _annotated, _tables):
        cached.cache_clear()
    given = config.getoption("dateline_gold") or []
    if not given and config.args_source is not pytest.Config.ArgsSource.ARGS:
        given = [str(path) for path in config.getini("dateline_gold")]
    roots = [(config.invocation_params.dir / folder).resolve() for folder in given]
    for root in roots:
        if not root.is_dir():
            raise pytest.UsageError(f"--dateline-gold: {root} is no folder.")
    reason = config.getoption("dateline_accept")
    if reason is not None and not reason.strip():
        raise pytest.UsageError("--dateline-accept: say why the scores may be lower.")
    inside = [(config.invocation_params.dir / arg.partition("::")[0]).resolve() for arg in config.args]
    config.args += [str(root) for root in roots if not any(path == root for path in inside)]
    if not roots:  # a path inside the gold of the settings is gold too
        known = [Path(path).resolve() for path in config.getini("dateline_gold")]
        roots = [root for root in known if any(path.is_relative_to(root) for path in inside)]
    config.stash[_ROOTS] = roots
    if roots and not hasattr(config, "workerinput"):
        config.pluginmanager.register(_FloorsKeeper(config), "dateline-floors")


_ROOTS = pytest.StashKey[list[Path]]()


@cache
def language() -> Any:
    """The whole pipeline with the rules of the nearest project, loaded once a process."""
    from dateline.flow.load import load
    from dateline.project import nearest

    return load(project=nearest(Path.cwd()))


@cache
def _floors(root: Path) -> Any:
    from dateline.gold.floors import read_floors
    from dateline.layers.registry import layers

    return read_floors(root, tuple(layer.name for layer in layers(in_gold=True)))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Gold documents, cases and floors; all other files are none of ours."""
    roots = parent.config.stash.get(_ROOTS, [])
    path = file_path.resolve()
    root = next((root for root in roots if path.is_relative_to(root)), None)
    if root is None or path.suffix not in (".jsonl", ".toml"):
        return None
    if path == root / "floors.toml":
        return _FloorsFile.from_parent(parent, path=file_path, root=root)
    if path.suffix == ".toml" or _floors(root).skip.intersection(path.relative_to(root).parts):
        return None
    kind = _DocumentFile if _is_document(path) else _CasesFile
    return kind.from_parent(parent, path=file_path, root=root)


def _is_document(path: Path) -> bool:
    with path.open("rb") as source:
        return b'"layer": "document"' in source.readline(1 << 16)[:200]


def _folder_of(path: Path, root: Path) -> str:
    """The folder of a document by which floors name it; "all" is the gold folder itself."""
    inside = path.resolve().parent.relative_to(root).as_posix()
    return "all" if inside == "." else inside


class _Gold(pytest.File):
    """A file of a gold folder."""

    def __init__(self, *, root: Path, **kw: Any) -> None:
        super().__init__(**kw)
        self.root = root

    def failed(self, err: Exception) -> pytest.Collector.CollectError:
        """What collection says where the file is no gold."""
        return self.CollectError(str(err))


class _DocumentFile(_Gold):
    """One document: an item a layer that has gold in its folder, except layers whose floor is the folder's."""

    def collect(self) -> Iterator[pytest.Item]:
        from dateline.errors import DatelineError

        folder = _folder_of(self.path, self.root)
        try:
            annotated = _layers_of(self.path.parent)
            whole = {layer for name, layer in _floors(self.root).by_key if name == folder}
        except DatelineError as err:
            raise self.failed(err) from err
        name = self.path.stem if folder == "all" else f"{folder}/{self.path.stem}"
        for layer in annotated:
            if layer not in whole:
                yield _Scored.from_parent(self, name=layer, files=[self.path], key=(name, layer))


class _FloorsFile(_Gold):
    """An item for every folder and layer that has a floor of its own."""

    def collect(self) -> Iterator[pytest.Item]:
        from dateline.errors import DatelineError

        try:
            keys = list(_floors(self.root).by_key)
        except DatelineError as err:
            raise self.failed(err) from err
        for folder, layer in keys:
            here = self.root if folder == "all" else self.root / folder
            files = sorted(path for path in here.glob("*.jsonl") if _is_document(path)) if here.is_dir() else []
            if files:
                yield _Scored.from_parent(self, name=f"{folder}/{layer}", files=files, key=(folder, layer))


class _CasesFile(_Gold):
    """An item for every sentence; one that is known to fail must."""

    def collect(self) -> Iterator[pytest.Item]:
        from dateline.errors import DatelineError
        from dateline.gold.cases import read_cases

        try:
            cases = read_cases(self.path)
        except DatelineError as err:
            raise self.failed(err) from err
        for case in cases:
            item = _Sentence.from_parent(self, name=f"{case.number}:{case.name}", case=case)
            if case.fails:
                item.add_marker(pytest.mark.xfail(raises=WrongError, strict=True, reason="known"))
            yield item


@cache
def _layers_of(folder: Path) -> tuple[str, ...]:
    """The layers that have a line in some document of a folder: the others are not annotated there."""
    from dateline.gold.annotations import read_gold
    from dateline.layers.registry import layers

    documents = [d for path in sorted(folder.glob("*.jsonl")) if _is_document(path) for d in read_gold(path)]
    there = {layer for d in documents for layer, rows in d.rows.items() if rows}
    there |= {"claims"} if any(d.claims for d in documents) else set()
    return tuple(layer.name for layer in layers(in_gold=True) if layer.name in there)


@cache
def _annotated(files: tuple[Path, ...]) -> Any:
    """Gold of some files, and the rows that the pipeline gives for them now."""
    from dateline.gold.annotations import read_gold
    from dateline.gold.fresh import rows_of

    gold = [document for file in files for document in read_gold(file)]
    return gold, rows_of(language(), gold, files)


class _Item(pytest.Item):
    """An item whose failure is told in words."""

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """What is wrong, without a traceback where it is the gold that is not met."""
        from dateline.errors import DatelineError

        if isinstance(excinfo.value, WrongError | DatelineError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)


class _Scored(_Item):
    """A layer of a document, or of a folder of them, against its floor."""

    def __init__(self, *, files: Sequence[Path], key: tuple[str, str], **kw: Any) -> None:
        super().__init__(**kw)
        self.files, self.key = tuple(files), key

    def runtest(self) -> None:
        """Fails below the floor, unless that is accepted."""
        from dateline.gold.evaluate import f1
        from dateline.gold.floors import below, lowered, risen

        gold, rows = _annotated(self.files)
        root = self.parent.root  # type: ignore[union-attr]
        floors = _floors(root)
        measured = f1(gold, rows, self.key[1])
        given = floors.of(self.key)
        worse = list(below(given, measured))
        if worse and self.config.getoption("dateline_accept"):
            self._say(ACCEPT, root, dict(given) | lowered(given, measured))
        elif worse:
            raise WrongError(
                "\n".join([f"{self.key[0]}, {self.key[1]}: {'; '.join(worse)}", "", *self._mistakes(gold, rows)])
            )
        elif new := risen(given, measured):
            self._say(RAISE, root, new)

    def _say(self, what: str, root: Path, floors: dict[str, float]) -> None:
        """Tells the process that writes the floors file, which may be another than this one."""
        self.user_properties.append((what, json.dumps([str(root), *self.key, floors])))

    def _mistakes(self, gold: Any, rows: Any) -> Iterator[str]:
        from dateline.gold.aligned import aligned
        from dateline.gold.evaluate import mistakes

        folder, layer = self.key
        frozen = _floors(self.parent.root).frozen  # type: ignore[union-attr]
        if frozen & set(folder.split("/")):
            yield f"{folder} is frozen: its mistakes are not shown."
            return
        by_id = {document.doc_id: (document, file) for document, file in zip(gold, self.files, strict=True)}
        exact = "exact" in _floors(self.parent.root).of(self.key)  # type: ignore[union-attr]
        for mistake in mistakes(gold, rows, [layer], exact=exact):
            document, file = by_id[mistake.doc_id]
            yield from aligned(document.text, mistake, _shown(file))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the item stands."""
        return self.path, 0, f"{self.key[0]}, {self.key[1]}"


class _Sentence(_Item):
    """One sentence and the rows that it must give."""

    def __init__(self, *, case: Any, **kw: Any) -> None:
        super().__init__(**kw)
        self.case = case

    def runtest(self) -> None:
        """Fails where a row is missing or not wanted."""
        from dateline.gold.cases import faults

        wrong = list(faults(self.case, _tables(self._beside())[self.case.text, self.case.published]))
        if wrong:
            layers = " ".join(f"--layer {layer}" for layer in self.case.layers)
            said = [f"sentence  {self.case.text}", *wrong]
            said.append(f"explain   dateline explain {_shown(self.path)}:{self.case.number} {layers}")
            raise WrongError("\n".join(said))

    def _beside(self) -> tuple[tuple[str, str | None], ...]:
        """The sentences of the file that are run, which are annotated in one go: ten times as fast as one by one."""
        items = [item for item in self.session.items if item.path == self.path and isinstance(item, _Sentence)]
        return tuple(dict.fromkeys((item.case.text, item.case.published) for item in items))

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where the sentence stands."""
        return self.path, self.case.number - 1, self.name


def _shown(path: Path) -> str:
    """A path as one would type it here."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


@lru_cache(maxsize=1)
def _tables(sentences: tuple[tuple[str, str | None], ...]) -> Any:
    """The rows of every table by sentence and day."""
    from dateline.gold.fresh import tables_of

    return dict(zip(sentences, tables_of(language(), sentences), strict=True))


class _FloorsKeeper:
    """Gathers what items say of their floors, from all processes, and writes the files at the end."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.told: dict[str, dict[str, dict[tuple[str, str], dict[str, float]]]] = {ACCEPT: {}, RAISE: {}}

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keeps what an item that has run says."""
        for name, value in report.user_properties if report.when == "call" else ():
            if name in self.told:
                root, folder, layer, floors = json.loads(str(value))
                self.told[name].setdefault(root, {})[folder, layer] = floors

    def pytest_terminal_summary(self, terminalreporter: Any) -> None:
        """Writes the floors, and says so."""
        from dateline.gold.floors import write_floors

        for root, new in self.told[ACCEPT].items():
            write_floors(Path(root), new, self.config.getoption("dateline_accept"))
            terminalreporter.write_line(f"{root}/floors.toml: {len(new)} lower, with the reason")
        for root, new in self.told[RAISE].items():
            if self.config.getoption("dateline_raise"):
                write_floors(Path(root), new)
                terminalreporter.write_line(f"{root}/floors.toml: {len(new)} raised")
            else:
                terminalreporter.write_line(f"{root}/floors.toml: {len(new)} can rise; --dateline-raise writes them")
