"""The command that writes reports: packs, briefs, the workbook, the calendar."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import Year, day_option
from bleadchallenge.cli.options import AsKnown, command, end, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.report_options import ReportOptions
    from bleadchallenge.usecases.request import Receipt, Request


@dataclass(frozen=True, slots=True)
class ReportKind:
    """A kind of report: what it is, what makes it, and what it can be told besides the folder."""

    what: str
    make: Callable[["Request", "ReportOptions"], "Receipt"]
    takes: frozenset[str]


def _isg_pack(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.pack.issuing import isg_pack

    return isg_pack(asked, wanted)


def _school(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.brief.brief import report

    return report(asked, wanted)


def _school_copy(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.pack.others import school_copy

    return school_copy(asked, wanted)


def _tsa(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.pack.others import alliance_copy

    return alliance_copy(asked, wanted)


def _briefing(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.pack.others import briefing

    return briefing(asked, wanted)


def _programme(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.pack.others import programme

    return programme(asked, wanted)


def _public(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.pack.others import public

    return public(asked, wanted)


def _evaluation(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.evaluation.report import evaluation

    return evaluation(asked, wanted)


def _addendum(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.evaluation.addendum import addendum

    return addendum(asked, wanted)


def _workbook(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.workbook.sheets import write

    return write(asked, wanted)


def _calendar(asked: "Request", wanted: "ReportOptions") -> "Receipt":
    from bleadchallenge.usecases.reports.calendar_file import calendar

    return calendar(asked, wanted)


_LOOK = frozenset({"--to", "--templates"})
_YEAR = _LOOK | {"--year"}
_PACK = _LOOK | {"--number"}
_COPY = _PACK | {"SUBJECT"}
REPORTS = {
    "isg-pack": ReportKind(
        "the scrutiny group's fortnightly pack",
        _isg_pack,
        _PACK | {"--meeting", "--next", "--draft"},
    ),
    "school": ReportKind("a school's data brief", _school, _YEAR | {"SUBJECT"}),
    "school-copy": ReportKind("a school's own page of the pack", _school_copy, _COPY),
    "tsa": ReportKind("an alliance's own page of the pack", _tsa, _COPY),
    "briefing": ReportKind("what a challenge team reads before a visit", _briefing, _COPY),
    "programme": ReportKind("the whole programme, for its office", _programme, _LOOK),
    "public": ReportKind("a summary for anybody; nobody is named", _public, _LOOK),
    "evaluation": ReportKind("did it work, for whom, at what cost", _evaluation, _YEAR),
    "addendum": ReportKind("the last results, after the last term", _addendum, _YEAR),
    "workbook": ReportKind("the workbook people fill in", _workbook, frozenset({"SUBJECT"})),
    "calendar": ReportKind("what is due, as a calendar file", _calendar, frozenset()),
}
"""Each kind of report by its name."""

KindArgument = Annotated[
    str,
    typer.Argument(
        help=f"One of {', '.join(REPORTS)}.",
        autocompletion=lambda incomplete: [
            (name, kind.what) for name, kind in REPORTS.items() if name.startswith(incomplete)
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


def add_to(app: typer.Typer) -> None:
    """Add the command of this module to the program."""
    command(app, "report", writes=True, example="report isg-pack --meeting 2018-03-15 --draft")(
        report
    )


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
    year: Year = None,
    as_known: AsKnown = None,
) -> None:
    """Write a report: a pack, a brief, a copy for a school or alliance, the workbook."""
    from bleadchallenge.domain.errors import UsageError
    from bleadchallenge.domain.years import parse_year
    from bleadchallenge.usecases.report_options import FORMS, ReportOptions, forms_of

    if kind not in REPORTS:
        raise UsageError(f"there is no report {kind!r}", fix=f"one of {', '.join(REPORTS)}")
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
    made = REPORTS[kind].make(replace(asked, as_known=as_known), wanted)
    show(made)
    end(found_something=wanted.coming and made.found)


def _require_used(kind: str, told: set[str]) -> None:
    """Raise ``UsageError`` for an option that the kind of report does not use."""
    from bleadchallenge.domain.errors import UsageError

    unused = sorted(told - REPORTS[kind].takes)
    if unused:
        takes = sorted(REPORTS[kind].takes)
        raise UsageError(
            f"report {kind} does not use {' and '.join(unused)}",
            fix=f"leave it out; it takes {', '.join(['--out', *takes])}",
        )
    which = sorted(told & {"--meeting", "--next", "--number"})
    if len(which) > 1:
        raise UsageError(f"{' and '.join(which)} say different packs", fix="give one of them")
