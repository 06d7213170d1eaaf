"""Commands that take data in and show it."""

import shlex
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import La, Year, day_option
from bleadchallenge.cli.options import command, end_progress, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app, "import-data", writes=True, example="import-data results.csv --year 2016/17 --dry-run"
    )(import_data)
    command(app, "schools", example="schools --la 330 --year 2016/17")(schools)


OneSchool = Annotated[str | None, typer.Argument(metavar="SCHOOL", help="One school, at a glance.")]
Files = Annotated[
    list[Path] | None, typer.Argument(readable=False, help="Published or local spreadsheets.")
]
Kind = Annotated[str | None, typer.Option("--kind", help="What kind of file it is.")]
Release = Annotated[str | None, typer.Option("--release", help="provisional, revised or final.")]
Published = Annotated[
    date | None, day_option("--published", "The day the files came out, and count from.")
]
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
    asked: "Request",
    files: Files = None,
    kind: Kind = None,
    year: Year = None,
    release: Release = None,
    partial: Partial = False,
    rejects: Rejects = Path("rejected.csv"),
    mapping: Mapping = None,
    suggest_mapping: Suggest = None,
    published: Published = None,
) -> None:
    """Take published or local spreadsheets into the programme."""
    from bleadchallenge.usecases.workbook import file_import, import_report
    from bleadchallenge.usecases.workbook.import_plan import import_options

    if suggest_mapping:
        from bleadchallenge.domain.text import harmless

        draft = harmless(file_import.suggested_mapping(suggest_mapping, kind or ""))
        end_progress()
        typer.echo(draft, nl=False)
        return
    options = import_options(
        kind,
        year,
        release,
        mapping,
        partial=partial,
        published=published,
    )
    plan = file_import.preview(files or [], asked, options)
    if plan.refused:
        show(import_report.problems(plan, asked))
    show(file_import.take(plan, asked, rejects if partial else None))


def schools(asked: "Request", school: OneSchool = None, la: La = None, year: Year = None) -> None:
    """List the programme's schools, show one, or list an authority's with their results."""
    from bleadchallenge.domain.errors import UsageError
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.schools import card, listing

    if school and (la or year):
        raise UsageError(
            "--la and --year list an authority's schools; they do not go with one school",
            fix=f"bleadchallenge schools {shlex.quote(school)}",
        )
    if school:
        show(card.card(asked, school))
    elif la or year:
        show(listing.list_results(asked, la, parse_year(year) if year else None))
    else:
        show(listing.list_programme_schools(asked))
