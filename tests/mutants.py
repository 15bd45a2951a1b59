"""Plants small changes in the rules, one at a time, and tells which of them the tests do not notice.

    python tests/mutants.py --room dates -n 20            # 20 changes in pipeline/dateline/layers/dates
    python tests/mutants.py --room all -n 60 --seed 1     # spread over all rooms
    python tests/mutants.py --room doc --list             # only says what would be changed
    python tests/mutants.py --room dates --at filters.py:120 -n 0     # every change on that line (0: all there are)
    python tests/mutants.py --room dates --at filters.py -n 10        # ten in that file

A room is a folder of layers/ or of the package (doc, reading, tables, gold, flow, look). It is held to
tests/layers/test_<room>.py, else to the tests/test_*.py that import from it; --tests names others. --root is the
checkout: by default the working directory where it holds pipeline/dateline, else the one that this file is in.

Kinds of change: a comparison (`<` for `<=`, `==` for `!=`, `in` for `not in`, `is` for `is not`), a bound (an integer
in a comparison, slice or range, by one), `and` for `or`, a filter of a comprehension that lets all pass, a guard
(`if ...: return` or `continue`) that never holds, a dropped `not`, a sort key (gone, or the other way round), a
boolean return that says the opposite. Hints, docstrings, messages of errors, `__repr__` and the schemas of table.py
stay as they are. The same seed gives the same changes for the same code.

One line a change: where, its kind, before → after, and the test that caught it, or SURVIVED. A change with which the
tests cannot even be imported is left out and another taken; one that makes them hang counts as caught. The exit status
is 0 where at least 80 % are caught, 1 where fewer, 2 where the tests cannot run at all.

How it is quick: the checkout is copied once, one file of the copy is rewritten at a time, and the tests run in a fork
of a process that has the libraries, the base model and its annotations of the tests' texts in memory, but not Dateline.
"""

import argparse
import ast
import gc
import importlib
import json
import os
import pickle
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # a process with threads cannot be forked

ENOUGH = 0.8
RED = 20  # tests that may fail on unchanged code; they are left out
LAYERS = ("dates", "places", "actors", "quantities", "quotes", "claims")
FOLDERS = ("doc", "reading", "tables", "gold")
NOT_RULES = ("test_regexes.py", "test_docs.py", "test_wheel.py")  # on all files, not on what one of them does
COPIED = ("pipeline", "tests", "corpus", "models", "outputs", "pyproject.toml", "README.md", "CHANGELOG.md")
CACHED = ("tok2vec", "tagger", "parser", "ner")
QUIET = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-W", "ignore::pytest.PytestAssertRewriteWarning")


# --- what can be changed ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Mutant:
    """A change: the bytes from start to end of the file become `after`."""

    file: Path
    line: int
    kind: str
    start: int
    end: int
    before: str
    after: str

    def apply(self, source: bytes) -> bytes:
        return source[: self.start] + self.after.encode() + source[self.end :]

    def __str__(self) -> str:
        before, after = (" ".join(text.split()) for text in (self.before, self.after))
        return f"{self.file.name}:{self.line}  {self.kind}  {_short(before)} → {_short(after)}"


def _short(text: str, most: int = 90) -> str:
    return text if len(text) <= most else f"{text[: most // 2]} … {text[-most // 2 :]}"


COMPARED = {
    ast.Lt: ("<", "<="),
    ast.LtE: ("<=", "<"),
    ast.Gt: (">", ">="),
    ast.GtE: (">=", ">"),
    ast.Eq: ("==", "!="),
    ast.NotEq: ("!=", "=="),
    ast.In: ("in", "not in"),
    ast.NotIn: (r"not\s+in", "in"),
    ast.Is: ("is", "is not"),
    ast.IsNot: (r"is\s+not", "is"),
}
LOOSE = (ast.BoolOp, ast.IfExp, ast.Lambda, ast.NamedExpr)  # need brackets among `and`, `or` and `not`
OPPOSITE = {"min": "max", "max": "min"}


class Finder(ast.NodeVisitor):
    """Collects all mutants of a file."""

    def __init__(self, file: Path, source: bytes) -> None:
        self.file, self.source = file, source
        self.lines = [0]
        for line in source.splitlines(keepends=True):
            self.lines.append(self.lines[-1] + len(line))
        self.found: list[Mutant] = []
        self.boolean = [False]  # whether the function around returns a bool
        tree = ast.parse(source)
        if file.name == "table.py":  # schemas stand outside functions
            tree.body = [node for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)]
        self.visit(tree)

    def _at(self, node: Any) -> tuple[int, int]:
        start = self.lines[node.lineno - 1] + node.col_offset
        return start, self.lines[node.end_lineno - 1] + node.end_col_offset

    def _text(self, node: ast.AST) -> str:
        start, end = self._at(node)
        return self.source[start:end].decode()

    def _add(self, kind: str, start: int, end: int, after: str) -> None:
        before = self.source[start:end].decode()
        line = self.source.count(b"\n", 0, start) + 1
        self.found.append(Mutant(self.file, line, kind, start, end, before, after))

    def _replace(self, kind: str, node: ast.AST, after: str) -> None:
        self._add(kind, *self._at(node), after)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        if node.name == "__repr__":
            return
        self.boolean.append(isinstance(node.returns, ast.Name) and node.returns.id == "bool")
        for default in [*node.args.defaults, *filter(None, node.args.kw_defaults)]:
            self.visit(default)
        for statement in node.body:
            self.visit(statement)
        self.boolean.pop()

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for statement in node.body:
            self.visit(statement)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value is not None:
            self.visit(node.value)

    def visit_Raise(self, node: ast.Raise) -> None:
        """Words for people are no rules."""

    def visit_Assert(self, node: ast.Assert) -> None:
        """Assertions check the code, not the text."""

    def visit_If(self, node: ast.If) -> None:
        if isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            return
        leaves = len(node.body) == 1 and isinstance(node.body[0], ast.Return | ast.Continue)
        if leaves and not node.orelse and not _binds(node.test):
            self._replace("guard", node.test, "False")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            if not _binds(condition):
                self._replace("filter", condition, "True")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        sides = [node.left, *node.comparators]
        for left, op, right in zip(sides, node.ops, sides[1:], strict=False):
            old, new = COMPARED[type(op)]
            start, end = self._at(left)[1], self._at(right)[0]
            between = re.search(rf"(?<![\w<>=!]){old}(?![\w<>=])".encode(), self.source[start:end])
            if between:
                self._add("comparison", start + between.start(), start + between.end(), new)
        for side in sides:
            self._bound(side)
        self.generic_visit(node)

    def visit_Slice(self, node: ast.Slice) -> None:
        for part in (node.lower, node.upper, node.step):
            self._bound(part)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
        if name == "range":
            for argument in node.args:
                self._bound(argument)
        keys = {keyword.arg: keyword.value for keyword in node.keywords}
        if name in ("sorted", "min", "max", "sort") and "key" in keys:
            self._replace("key", keys["key"], "None")
            if name in OPPOSITE:
                self._replace("key", node.func, OPPOSITE[name])
            elif "reverse" not in keys:
                self._replace("key", keys["key"], f"{self._text(keys['key'])}, reverse=True")
        self.generic_visit(node)

    def _bound(self, node: ast.AST | None) -> None:
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            node = node.operand
        if isinstance(node, ast.BinOp):
            for side in (node.left, node.right):
                self._bound(side)
        if isinstance(node, ast.Constant) and type(node.value) is int:
            self._replace("bound", node, str(node.value + 1))
            if node.value > 0:
                self._replace("bound", node, str(node.value - 1))

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        word = " or " if isinstance(node.op, ast.And) else " and "
        parts = (f"({self._text(v)})" if isinstance(v, LOOSE) else self._text(v) for v in node.values)
        self._replace("boolean", node, f"({word.join(parts)})")
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not):
            self._replace("negation", node, f"({self._text(node.operand)})")
        self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> None:
        value = node.value
        if isinstance(value, ast.Constant) and type(value.value) is bool:
            self._replace("return", value, str(not value.value))
        elif value is not None and self.boolean[-1]:
            self._replace("return", value, f"(not ({self._text(value)}))")
        self.generic_visit(node)


def _binds(node: ast.AST) -> bool:
    return any(isinstance(part, ast.NamedExpr) for part in ast.walk(node))


def sites(folder: Path) -> list[Mutant]:
    """All mutants of a folder's files that still parse, in the order of the text; none twice."""
    found: list[Mutant] = []
    for file in sorted(folder.rglob("*.py")):
        source = file.read_bytes()
        found += [m for m in dict.fromkeys(Finder(file, source).found) if _parses(m.apply(source))]
    return found


def _parses(source: bytes) -> bool:
    with suppress(SyntaxError):
        ast.parse(source)
        return True
    return False


def sample(mutants: Sequence[Mutant], seed: int) -> list[Mutant]:
    """All of them in an order by chance in which files, and kinds within a file, take turns.

    A file of many mutants has more turns: as many in a round as the root of their number.
    """
    chance = random.Random(seed)
    files: dict[Path, list[Mutant]] = defaultdict(list)
    for mutant in mutants:
        files[mutant.file].append(mutant)
    queues = {file: _by_turns(chance, found) for file, found in files.items()}
    order: list[Mutant] = []
    while any(queues.values()):
        turns = [file for file, queue in queues.items() for _ in range(round(len(queue) ** 0.5))]
        chance.shuffle(turns)
        order += [queues[file].pop() for file in turns if queues[file]]
    return order


def _by_turns(chance: random.Random, mutants: Sequence[Mutant]) -> list[Mutant]:
    kinds: dict[str, list[Mutant]] = defaultdict(list)
    for mutant in chance.sample(mutants, len(mutants)):
        kinds[mutant.kind].append(mutant)
    turns = chance.sample(list(kinds.values()), len(kinds))
    longest = max(len(queue) for queue in turns)
    return [queue[i] for i in range(longest) for queue in turns if i < len(queue)][::-1]


# --- the tests, in forks of one warm process -------------------------------------------------------------------------


class Remembering:
    """A statistical component of the base model that computes what it sets on a Doc once for the same tokens.

    all_known: what each component remembers, by name; they ask the model together, as they share its vectors.
    """

    def __init__(self, name: str, pipe: Any, all_known: dict[str, dict[bytes, Any]]) -> None:
        self.name, self.wrapped, self.all_known = name, pipe, all_known

    def __getattr__(self, name: str) -> Any:
        return getattr(self.wrapped, name)

    def __reduce__(self) -> Any:
        """Pickled, it is the component itself."""
        return _itself, (self.wrapped,)

    def __call__(self, doc: Any) -> Any:
        key, known = doc.to_array(["ORTH", "SPACY"]).tobytes(), self.all_known[self.name]
        if len(doc) and all(key in other for other in self.all_known.values()):
            SET[self.name](doc, known[key])
            return doc
        doc = self.wrapped(doc)
        known.setdefault(key, READ[self.name](doc))
        return doc

    def pipe(self, stream: Any, *, batch_size: int = 128) -> Iterator[Any]:
        return (self(doc) for doc in stream)


def _itself(pipe: Any) -> Any:
    return pipe


READ: dict[str, Callable[[Any], Any]] = {
    "tok2vec": lambda doc: None,
    "tagger": lambda doc: doc.to_array(["TAG"]),
    "parser": lambda doc: doc.to_array(["HEAD", "DEP"]),
    "ner": lambda doc: [(ent.start, ent.end, ent.label_) for ent in doc.ents],
}
SET: dict[str, Callable[[Any, Any], Any]] = {
    "tok2vec": lambda doc, value: None,
    "tagger": lambda doc, value: doc.from_array(["TAG"], value.reshape(-1, 1)),
    "parser": lambda doc, value: doc.from_array(["HEAD", "DEP"], value),
    "ner": lambda doc, value: doc.set_ents([_span(doc, *ent) for ent in value]),
}


def _span(doc: Any, start: int, end: int, label: str) -> Any:
    from spacy.tokens import Span

    return Span(doc, start, end, label=label)


@dataclass
class Run:
    """One run of the tests: pytest's exit status (-1: it hung), the tests that failed, and what it took."""

    status: int
    failed: list[str]
    seconds: float
    log: str


class Bench:
    """A copy of the checkout, and a warm process whose forks run its tests."""

    def __init__(self, root: Path, work: Path) -> None:
        self.root, self.work = root, work
        self.known: dict[str, dict[bytes, Any]] = {name: {} for name in CACHED}
        self.vocabs: list[Any] = []
        self.seconds = 600.0  # the most a run may take
        for name in COPIED:
            if (root / name).is_dir():
                shutil.copytree(root / name, work / name, ignore=shutil.ignore_patterns("__pycache__", "*.parquet"))
            elif (root / name).exists():
                shutil.copy2(root / name, work / name)
        os.environ["PYTHONPATH"] = str(work / "pipeline")
        os.environ.pop("DATELINE_WHEEL", None)
        sys.path[:] = [str(work / "pipeline"), *(p for p in sys.path if Path(p or ".").resolve() != root / "pipeline")]
        self._warm()

    def _warm(self) -> None:
        """Loads libraries and base model, but nothing of Dateline, which spaCy would find by its entry points."""
        re._MAXCACHE = 100_000  # type: ignore[attr-defined]
        import catalogue
        import hypothesis
        import pytest
        import spacy
        from confection import Config

        del pytest
        hypothesis.settings.register_profile("mutants", derandomize=True, database=None, deadline=None)
        hypothesis.settings.load_profile("mutants")
        self.catalogue, self.entry_points = catalogue, catalogue.AVAILABLE_ENTRY_POINTS
        catalogue.AVAILABLE_ENTRY_POINTS = OthersOnly(self.entry_points)
        base = Config().from_disk(self.root / "models" / "config.cfg")["base"]["model"]
        self.load, self.models = spacy.load, {base: spacy.load(base)}
        _assert_cold()

    def _load(self, name: Any, *args: Any, **kw: Any) -> Any:
        """Stands for spacy.load in the forks; gives the model at hand once, as the pipeline changes it."""
        ready = self.models.pop(name, None) if not (args or kw) else None
        nlp = ready or self.load(name, *args, **kw)
        self.vocabs.append(nlp.vocab)
        nlp._components = [(n, Remembering(n, p, self.known) if n in CACHED else p) for n, p in nlp._components]
        return nlp

    def prepare(self, tests: list[str]) -> list[str]:
        """Runs the tests on unchanged code, twice, to fill and to use the memory; gives the tests that fail by then.

        Files that cannot be imported are taken from `tests`.
        """
        first = self.run(tests, fill=True)
        if first.status == 2:
            for name in sorted(set(first.failed) & set(tests)):
                print(f"  cannot be imported, left out: {name}")
                tests.remove(name)
            first = self.run(tests, fill=True)
        _sound(first)
        self._take_over()
        again = _sound(self.run(tests, skipped=first.failed))
        self.seconds = 30 + 5 * again.seconds
        print(f"unchanged: {first.seconds:.1f} s, with annotations at hand {again.seconds:.1f} s", flush=True)
        return sorted({*first.failed, *again.failed})

    def _take_over(self) -> None:
        """What the first run annotated and imported, into this process."""
        known, modules, regexes, words = pickle.loads((self.work / "seen").read_bytes())
        for name, values in known.items():
            self.known[name] |= values
        for name in modules:
            with suppress(Exception):
                importlib.import_module(name)
        for pattern, flags in regexes:
            re.compile(pattern, flags)
        for nlp in self.models.values():
            for word in words:
                nlp.vocab[word]
        if "dateparser" in sys.modules:
            sys.modules["dateparser"].parse("11 June 2025", languages=["en"])
        gc.collect()
        gc.freeze()
        _assert_cold()

    def run(self, tests: Sequence[str], *, skipped: Sequence[str] = (), fill: bool = False, first: bool = False) -> Run:
        """Runs tests in a fork. fill: keep what is seen; first: stop at the first failure."""
        result, log = self.work / "result", self.work / "log"
        result.unlink(missing_ok=True)
        began = time.monotonic()
        sys.stdout.flush()
        child = os.fork()
        if not child:
            self._child(tests, skipped, fill, first, result, log)
        status = _wait(child, began + self.seconds)
        failed = json.loads(result.read_text(encoding="utf-8")) if result.exists() else []
        return Run(status, failed, time.monotonic() - began, log.read_text(encoding="utf-8", errors="replace"))

    def _child(self, tests: Any, skipped: Any, fill: bool, first: bool, result: Path, log: Path) -> None:
        status = 3
        try:
            os.setsid()
            out = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            for stream in (1, 2):
                os.dup2(out, stream)
            os.chdir(self.work)
            sys.dont_write_bytecode = not fill
            status = self._test(tests, skipped, fill, first, result)
        except BaseException:
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _test(self, tests: Any, skipped: Any, fill: bool, first: bool, result: Path) -> int:
        import pytest
        import spacy

        self.catalogue.AVAILABLE_ENTRY_POINTS = self.entry_points
        spacy.load = self._load
        watch = Watch()
        options = [*QUIET, *(["-x"] if first else [])]
        status = int(pytest.main([*options, *(f"--deselect={name}" for name in skipped), *tests], plugins=[watch]))
        result.write_text(json.dumps(watch.failed), encoding="utf-8")
        if fill:
            regexes = [key[1:] for key in re._cache if isinstance(key[1], str)]  # type: ignore[attr-defined]
            words = [word.orth_ for vocab in self.vocabs for word in vocab]
            (self.work / "seen").write_bytes(pickle.dumps((self.known, self._libraries(), regexes, words)))
        return status

    def _libraries(self) -> list[str]:
        """The modules that the tests imported from elsewhere than the copy."""
        files = {name: getattr(module, "__file__", None) or "" for name, module in sys.modules.items()}
        here = ("dateline", "__main__", "__mp_main__")
        return [n for n, f in files.items() if n.split(".")[0] not in here and f and not f.startswith(str(self.work))]


class OthersOnly:
    """Entry points, but those of Dateline."""

    def __init__(self, points: Any) -> None:
        self.points = points

    def select(self, **asked: str) -> list[Any]:
        return [point for point in self.points.select(**asked) if not point.value.startswith("dateline")]


class Watch:
    """Notes the tests that fail, by their ids."""

    def __init__(self) -> None:
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and report.nodeid not in self.failed:
            self.failed.append(report.nodeid)

    pytest_collectreport = pytest_runtest_logreport


def _sound(run: Run) -> Run:
    """A run of unchanged code; raises SystemExit where it could not run, or hardly a test passes."""
    if run.status in (0, 1) and len(run.failed) <= RED:
        return run
    print(f"{run.log[-4000:]}\nThe tests do not run on unchanged code: status {run.status}, {len(run.failed)} failed.")
    raise SystemExit(2)


def _assert_cold() -> None:
    warm = [name for name in sys.modules if name.split(".")[0] == "dateline"]
    assert not warm, f"the process that forks has {warm} in memory"


def _wait(child: int, until: float) -> int:
    """The exit status of a child; -1 where it did not end in time, and was killed with all that it started."""
    while time.monotonic() < until:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    with suppress(ProcessLookupError):
        os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return -1


# --- the command -----------------------------------------------------------------------------------------------------


def folder_of(root: Path, room: str) -> Path:
    """Where a room lies."""
    package = root / "pipeline" / "dateline"
    for folder in (package / "layers" / room, package / room):
        if folder.is_dir():
            return folder
    raise SystemExit(f"No room {room!r}: neither {package / 'layers' / room} nor {package / room} is there.")


def tests_of(root: Path, room: str) -> list[str]:
    """The room's own tests, else all outside layers/ that import from it."""
    own = root / "tests" / "layers" / f"test_{room}.py"
    if own.exists():
        return [str(own.relative_to(root))]
    named = re.compile(rf"dateline\.{room}\b|from dateline import .*\b{room}\b")
    files = sorted((root / "tests").glob("test_*.py"))
    found = [f for f in files if f.name not in NOT_RULES and named.search(f.read_text(encoding="utf-8"))]
    if not found:
        raise SystemExit(f"No test names dateline.{room}; say which ones by --tests.")
    return [str(f.relative_to(root)) for f in found]


def checkout(given: Path | None) -> Path:
    """The checkout that is meant."""
    here = Path.cwd()
    root = given or (here if (here / "pipeline" / "dateline").is_dir() else Path(__file__).resolve().parent.parent)
    if not (root / "pipeline" / "dateline").is_dir():
        raise SystemExit(f"No pipeline/dateline in {root}.")
    return root.resolve()


def chosen(root: Path, room: str, seed: int, at: str) -> list[Mutant]:
    """The room's mutants in the order in which they are tried."""
    name, _, line = at.partition(":")
    found = [m for m in sites(folder_of(root, room)) if not name or m.file.name == name]
    return sample([m for m in found if not line or m.line == int(line)], seed)


def hunt(bench: Bench, room: str, options: argparse.Namespace, n: int) -> Counter[str]:
    """Tries n mutants of a room, and prints each; the counts of those caught, survived and left out."""
    tests = list(options.tests or tests_of(bench.root, room))
    order = chosen(bench.work, room, options.seed, options.at)
    print(f"{room}: {len(order)} possible changes; tests: {' '.join(tests)}", flush=True)
    red = bench.prepare(tests)
    for name in red:
        print(f"  fails on unchanged code, left out: {name}")
    counts: Counter[str] = Counter()
    for mutant in order:
        if counts["caught"] + counts["SURVIVED"] == n > 0:
            break
        counts[_try(bench, room, mutant, tests, red)] += 1
    return counts


def _try(bench: Bench, room: str, mutant: Mutant, tests: Sequence[str], red: Sequence[str]) -> str:
    source = mutant.file.read_bytes()
    times = mutant.file.stat()
    for old in (mutant.file.parent / "__pycache__").glob(f"{mutant.file.stem}.*.pyc"):
        old.unlink()
    mutant.file.write_bytes(mutant.apply(source))
    try:
        run = bench.run(tests, skipped=red, first=True)
    finally:
        mutant.file.write_bytes(source)
        os.utime(mutant.file, (times.st_atime, times.st_mtime))
    fate = {0: "SURVIVED", 1: "caught", -1: "caught"}.get(run.status, "left out")
    by = "it hangs" if run.status == -1 else f"by {run.failed[0]}" if run.failed else ""
    if fate != "left out":
        print(f"{room}/{mutant}  {fate} {_short(by)} ({run.seconds:.1f} s)", flush=True)
    return fate


def main() -> int:
    """Runs the command; its exit status."""
    assert __doc__
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--room", required=True, help="a room, several with commas between, or all")
    parser.add_argument("-n", type=int, default=20, help="how many changes; 0: all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--at", default="", help="only in this file, or on this line: FILE.py[:LINE]")
    parser.add_argument("--tests", nargs="+", help="the tests to hold it to, from the root of the checkout")
    parser.add_argument("--root", type=Path, help="the checkout")
    parser.add_argument("--list", action="store_true", help="only print the changes")
    options = parser.parse_args()
    root = checkout(options.root)
    rooms = [*LAYERS, *FOLDERS] if options.room == "all" else options.room.split(",")
    shares = [options.n // len(rooms) + (i < options.n % len(rooms)) for i in range(len(rooms))]
    if options.list:
        for room, n in zip(rooms, shares, strict=True):
            order = chosen(root, room, options.seed, options.at)
            print(f"{room}: {len(order)} possible changes, {dict(Counter(m.kind for m in order))}")
            print(*(f"  {mutant}" for mutant in order[: n or None]), sep="\n")
        return 0
    counts: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        bench = Bench(root, Path(folder).resolve())
        for room, n in zip(rooms, shares, strict=True):
            counts += hunt(bench, room, options, n)
    tried = counts["caught"] + counts["SURVIVED"]
    share = counts["caught"] / tried if tried else 0.0
    print(f"{counts['caught']} of {tried} caught: {share:.0%}; {counts['left out']} could not be imported, left out")
    return 0 if share >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
