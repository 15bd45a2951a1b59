"""Events across documents: joined, listed, written in the shapes of others."""

from pathlib import Path
from typing import Annotated

import typer

from dateline.cli.console import errors, output
from dateline.cli.faults import user_errors
from dateline.look.terminal import printable


def reconcile(
    outputs: Annotated[list[Path], typer.Argument(help="Folders that run or reconcile wrote.")],
    out: Annotated[Path | None, typer.Option(help="Folder for the tables; by default the first one.")] = None,
) -> None:
    """Join copies, actors, events and figures across the documents of one or more output folders.

    Example: dateline reconcile outputs-june outputs-july --out events
    """
    from dateline.reconcile.run import reconcile as reconcile_outputs

    with user_errors():
        done = reconcile_outputs(outputs, out)
    output().print(f"{out or outputs[0]}: {done.n_documents:,} documents in {done.seconds:.1f} s")
    for name, n in done.rows.items():
        output().print(f"{name:14s} {n:>9,}")


def ledger(
    outputs: Annotated[str, typer.Argument(help="Folder with the tables, or the id of an event in --out.")],
    out: Annotated[Path, typer.Option(help="Folder with the tables, where an event is asked for.")] = Path("outputs"),
    place: Annotated[str | None, typer.Option(help="Part of a place's name, or a country such as UKR.")] = None,
    actor: Annotated[str | None, typer.Option(help="Part of the name of a party.")] = None,
    event_type: Annotated[str | None, typer.Option("--type", help="An event type, such as CASUALTY.")] = None,
    since: Annotated[str | None, typer.Option("--from", help="First day, ISO 8601.")] = None,
    until: Annotated[str | None, typer.Option("--to", help="Last day, ISO 8601.")] = None,
    contested: Annotated[bool, typer.Option("--contested", help="Only where claims contradict each other.")] = False,
) -> None:
    """Print the events by date with figures, sides, status and sources; of one event every claim with its sentence.

    Example: dateline ledger outputs --contested

    Exit status: 1 where no event is found.
    """
    from dateline.look.ledger import lines, opened
    from dateline.tables.ledger import Wanted

    with user_errors():
        if not Path(outputs).is_dir():
            found = opened(outputs, out)
        else:
            found = lines(Path(outputs), Wanted(place, actor, event_type, since, until, contested))
        none = True
        for line in found:
            none = False
            output().print(line, soft_wrap=True)
    if none:
        errors().print("No event is like that.")
        raise typer.Exit(1)


def export(
    outputs: Annotated[Path, typer.Argument(help="Folder with the tables.")],
    shape: Annotated[str, typer.Option("--as", help="ucdp, acled, csv, geojson or sqlite.")],
    out: Annotated[Path | None, typer.Option(help="File to write; by default events.SHAPE in the folder.")] = None,
) -> None:
    """Write the events in a shape that others use, and say what it has no place for.

    Example: dateline export outputs --as ucdp --out events.csv
    """
    from dateline.tables.export import export as export_events

    with user_errors():
        done = export_events(outputs, shape, out)
    output().print(f"{done.path}: {done.n_rows:,} events", soft_wrap=True)
    for line in done.left_out:
        output().print(f"left out: {printable(line)}", soft_wrap=True)
