"""Pastes into README.md what its commands and snippets really print.

    python tests/readme.py          rewrites the README
    tests/test_docs.py              compares it with what would be pasted

A ```console block is a command after "$ " and what it prints; a ```python block that is followed by a ```text block is
a snippet and the value of its last line. They run in order, in one folder and one namespace.
"""

import ast
import contextlib
import io
import os
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dateline.cli import app
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(
    r"^```(console|python|(?:csv|json|text) [\w./-]+)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL
)
SECONDS = re.compile(r"\d+\.\d s\b")


@contextlib.contextmanager
def working_folder() -> Iterator[Path]:
    """A folder with the corpus in it, as the working directory."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "corpus").symlink_to(ROOT / "corpus")
        os.chdir(name)
        try:
            yield Path(name)
        finally:
            os.chdir(before)


def pasted(text: str) -> str:
    """The README with every output as it is now."""
    namespace: dict[str, Any] = {}
    with working_folder():
        return BLOCK.sub(lambda m: _block(m, namespace), text)


def _block(match: re.Match[str], namespace: dict[str, Any]) -> str:
    language, body, output = match.groups()
    if language not in ("console", "python"):
        add_lines(Path(language.partition(" ")[2]), body)
        return match[0]
    if language == "console":
        command = body.splitlines()[0]
        return f"```console\n{command}\n{run_command(command.removeprefix('$ '))}```\n"
    if output is None:
        return match[0]
    return f"```python\n{body}```\n\n```text\n{run_snippet(body, namespace)}```\n"


def add_lines(path: Path, lines: str) -> None:
    """Adds the lines of a block, whose heading names a file of the working folder, to that file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as file:
        file.write(lines)


def run_command(command: str) -> str:
    """What a dateline command prints, times left out."""
    words = shlex.split(command, comments=True)
    if words[0] != "dateline":
        raise ValueError(f"README: {command!r} is no dateline command")
    result = CliRunner().invoke(app, words[1:])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return "".join(line.rstrip() + "\n" for line in SECONDS.sub("… s", result.output).splitlines())


def run_snippet(code: str, namespace: dict[str, Any]) -> str:
    """What a snippet prints, and its last line's value."""
    *statements, last = ast.parse(code).body
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(ast.Module(statements, []), "README.md", "exec"), namespace)
        if isinstance(last, ast.Expr):
            value = eval(compile(ast.Expression(last.value), "README.md", "eval"), namespace)
            print(value if value is not None else "", end="" if value is None else "\n")
        else:
            exec(compile(ast.Module([last], []), "README.md", "exec"), namespace)
    return "".join(line.rstrip() + "\n" for line in printed.getvalue().splitlines())


if __name__ == "__main__":
    path = ROOT / "README.md"
    old = path.read_text(encoding="utf-8")
    new = pasted(old)
    path.write_text(new, encoding="utf-8")
    sys.stdout.write("README.md is current\n" if new == old else "README.md rewritten\n")
