"""The command that writes reports: packs, briefs, the workbook, the calendar."""

from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import day_option
from bleadchallenge.cli.options import AsKnown, command, end, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Receipt, Request

KINDS: dict[str, tuple[str, str, str]] = {
    "isg-pack": ("reports.pack.issuing", "isg_pack", "the scrutiny group's fortnightly pack"),
    "school": ("reports.brief.brief", "report", "a school's data brief"),
    "school-copy": ("reports.pack.others", "school_copy", "a school's own page of the pack"),
    "tsa": ("reports.pack.others", "alliance_copy", "an alliance's own page of the pack"),
    "briefing": ("reports.pack.others", "briefing", "what a challenge team reads before a visit"),
    "programme": ("reports.pack.others", "programme", "the whole programme, for its office"),
    "public": ("reports.pack.others", "public", "a summary for anybody; nobody is named"),
    "evaluation": ("evaluation.report", "evaluation", "did it work, for whom, at what cost"),
    "addendum": ("evaluation.addendum", "addendum", "the last results, after the last term"),
    "workbook": ("workbook.sheets", "write", "the workbook people fill in"),
    "calendar": ("reports.calendar_file", "calendar", "what is due, as a calendar file"),
}
"""Each kind of report: the use case's module and function, and what it is."""

KindArgument = Annotated[
    str,
    typer.Argument(
        help=f"One of {', '.join(KINDS)}.",
        autocompletion=lambda incomplete: [
            (kind, what) for kind, (*_, what) in KINDS.items() if kind.startswith(incomplete)
        ],
    ),
]
Subject = Annotated[str | None, typer.Argument(help="The school or alliance it is about.")]
Out = Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder to write to.")]
To = Annotated[
    str | None,
    typer.Option(
        "--to",
        help="Forms: md, xlsx, html, separated by commas.",
        show_default="all three",
    ),
]
Meeting = Annotated[date | None, day_option("--meeting", "Day of the group's meeting.")]
Next = Annotated[bool, typer.Option("--next", help="For the next meeting of the group.")]
Number = Annotated[int | None, typer.Option("--number", help="Make an issued pack again.")]
Draft = Annotated[bool, typer.Option("--draft", help="Make it without issuing it.")]
Templates = Annotated[
    Path | None, typer.Option("--templates", metavar="DIR", help="Templates of your own.")
]
YearOption = Annotated[str | None, typer.Option("--year", help="Academic year, such as 2016/17.")]


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    command(app, "report", writes=True, example="report isg-pack --meeting 2018-03-15 --draft")(
        report
    )


USES = {
    "isg-pack": {"--to", "--templates", "--meeting", "--next", "--number", "--draft"},
    "school": {"SUBJECT", "--to", "--templates", "--year"},
    "school-copy": {"SUBJECT", "--to", "--templates", "--number"},
    "tsa": {"SUBJECT", "--to", "--templates", "--number"},
    "briefing": {"SUBJECT", "--to", "--templates", "--number"},
    "programme": {"--to", "--templates", "--number"},
    "public": {"--to", "--templates", "--number"},
    "evaluation": {"--to", "--templates", "--year"},
    "addendum": {"--to", "--templates", "--year"},
    "workbook": {"SUBJECT"},
}
"""What each kind of report can be told besides the folder; others take nothing more."""


def report(
    asked: "Request",
    kind: KindArgument,
    subject: Subject = None,
    out: Out = Path("packs"),
    to: To = None,
    meeting: Meeting = None,
    next_meeting: Next = False,
    number: Number = None,
    draft: Draft = False,
    templates: Templates = None,
    year: YearOption = None,
    as_known: AsKnown = None,
) -> None:
    """Write a report: a pack, a brief, a copy for a school or alliance, the workbook."""
    from bleadchallenge.domain.errors import UsageError
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.report_options import FORMS, ReportOptions, forms_of

    if kind not in KINDS:
        raise UsageError(f"there is no report {kind!r}", fix=f"one of {', '.join(KINDS)}")
    told = {
        "SUBJECT": subject,
        "--to": to,
        "--templates": templates,
        "--meeting": meeting,
        "--next": next_meeting,
        "--number": number,
        "--draft": draft,
        "--year": year,
    }
    _require_used(kind, {option for option, value in told.items() if value not in (None, False)})
    wanted = ReportOptions(
        out=out,
        forms=FORMS if to is None else forms_of(to),
        subject=subject,
        meeting=meeting,
        coming=next_meeting,
        number=number,
        draft=draft,
        templates=templates,
        year=parse_year(year) if year else None,
    )
    module, function, _what = KINDS[kind]
    make = getattr(import_module(f"bleadchallenge.usecases.{module}"), function)
    made: Receipt = make(replace(asked, as_known=as_known), wanted)
    show(made)
    end(found_something=wanted.coming and made.found)


def _require_used(kind: str, told: set[str]) -> None:
    """Raise ``UsageError`` for an option that the kind of report does not use."""
    from bleadchallenge.domain.errors import UsageError

    unused = sorted(told - USES.get(kind, set()))
    if unused:
        takes = sorted(USES.get(kind, set()))
        raise UsageError(
            f"report {kind} does not use {' and '.join(unused)}",
            fix=f"leave it out; it takes {', '.join(['--out', *takes])}",
        )
    which = sorted(told & {"--meeting", "--next", "--number"})
    if len(which) > 1:
        raise UsageError(f"{' and '.join(which)} say different packs", fix="give one of them")
