"""Commands that take data in and show it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.options import command, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.asked import Asked


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app, "import-data", writes=True, example="import-data results.csv --year 2016/17 --dry-run"
    )(import_data)
    command(app, "schools", example="schools --la 330 --year 2016/17")(schools)


OneSchool = Annotated[
    str | None, typer.Argument(metavar="[SCHOOL]", help="One school, at a glance.")
]
La = Annotated[str | None, typer.Option("--la", help="Authority's code, such as 330.")]
Files = Annotated[
    list[Path] | None, typer.Argument(readable=False, help="Published or local spreadsheets.")
]
Kind = Annotated[str | None, typer.Option("--kind", help="What kind of file it is.")]
Year = Annotated[str | None, typer.Option("--year", help="Academic year, such as 2016/17.")]
Release = Annotated[str | None, typer.Option("--release", help="provisional, revised or final.")]
Partial = Annotated[
    bool,
    typer.Option("--partial", help="Take the good rows; write the others, with reasons, aside."),
]
Rejects = Annotated[
    Path,
    typer.Option("--rejects", metavar="FILE", help="With --partial: where the others go."),
]
Mapping = Annotated[
    Path | None,
    typer.Option(
        "--mapping", metavar="TOML", readable=False, help="What a sheet's own column names mean."
    ),
]
Suggest = Annotated[
    Path | None,
    typer.Option(
        "--suggest-mapping",
        metavar="SHEET",
        readable=False,
        help="Print a first draft of a mapping for a sheet.",
    ),
]


def import_data(
    asked: "Asked",
    files: Files = None,
    kind: Kind = None,
    year: Year = None,
    release: Release = None,
    partial: Partial = False,
    rejects: Rejects = Path("rejected.csv"),
    mapping: Mapping = None,
    suggest_mapping: Suggest = None,
) -> None:
    """Take published or local spreadsheets into the programme."""
    from bleadchallenge.usecases.importing import intake, intake_report
    from bleadchallenge.usecases.importing.intake_plan import wanted
    from bleadchallenge.usecases.importing.rejects import write_rejects

    if suggest_mapping:
        typer.echo(intake.suggested_mapping(suggest_mapping, kind or ""), nl=False)
        return
    plan = intake.preview(files or [], asked, wanted(kind, year, release, mapping, partial=partial))
    if partial and not asked.dry_run:
        write_rejects(plan, rejects)
    if plan.refused:
        show(intake_report.problems(plan, asked))
    show(intake.take(plan, asked))


def schools(asked: "Asked", school: OneSchool = None, la: La = None, year: Year = None) -> None:
    """List the programme's schools, show one, or list an authority's with their results."""
    from bleadchallenge.domain.errors import UsageError
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.joining import listing_schools, school_card

    if year and not la:
        raise UsageError("--year goes with --la", fix="bleadchallenge schools --la 330 --year YEAR")
    if school:
        show(school_card.card(asked, school))
    elif la:
        show(listing_schools.results(asked, la, parse_year(year) if year else None))
    else:
        show(listing_schools.own(asked))
