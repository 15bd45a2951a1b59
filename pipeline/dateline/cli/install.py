"""The installation: its tables, its parts, its pipeline as a folder."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.arguments import ProjectFolder, project_of
from dateline.cli.console import output
from dateline.cli.faults import user_errors
from dateline.look.terminal import printable


def schema() -> None:
    """Print the data dictionary: every table and column.

    Example: dateline schema > outputs/README.md
    """
    from dateline.tables.frames import ALL
    from dateline.tables.schema import readme

    sys.stdout.write(readme(ALL.values()))


def doctor(project: ProjectFolder = None) -> None:
    """Check the installation: versions, data files, gazetteer, model, your own rules; and say what to do.

    Example: dateline doctor

    Exit status: 1 where something is not sound.
    """
    from dateline.look.doctor import examine
    from dateline.project import nearest

    sound = True
    for finding in examine(project or nearest(Path.cwd())):
        sound &= finding.sound
        output().print(f"{'ok   ' if finding.sound else 'FAULT'} {finding.check}: {finding.detail}", soft_wrap=True)
    if not sound:
        raise typer.Exit(1)


def init(
    folder: Annotated[Path, typer.Argument(help="Folder of the project, which is made.")],
) -> None:
    """Make a project folder for names and rules of your own: each file says what a line is, with an example.

    Example: dateline init my-project
    """
    from dateline.project.scaffold import scaffold

    with user_errors():
        for path in scaffold(folder):
            output().print(printable(str(path)), soft_wrap=True)


def assemble(
    folder: Annotated[Path, typer.Argument(help="Folder to save the pipeline in.")],
    model: Annotated[str | None, typer.Option(help="Another English spaCy pipeline, by name or folder.")] = None,
    project: ProjectFolder = None,
) -> None:
    """Save the whole pipeline as a folder that plain spacy.load opens.

    Example: dateline assemble dateline-model
    """
    from dateline.flow.load import load

    with user_errors():
        own = project_of(project)
        load(model, project=own.folder if own else None).to_disk(folder)
    output().print(f"{folder}: open it with spacy.load({str(folder)!r})")
