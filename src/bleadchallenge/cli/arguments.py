"""Arguments and options that several commands share."""

from datetime import date
from typing import Annotated, Any, Final

import typer


def a_day(text: str) -> date:
    """A day as it is typed."""
    from bleadchallenge.domain.calendar import parse_day

    return parse_day(text)


def day_option(name: str, words: str) -> Any:  # noqa: ANN401 - Typer's own description of it
    """An option that is a day."""
    return typer.Option(name, metavar="DATE", parser=a_day, help=words)


SchoolArgument = Annotated[
    str, typer.Argument(help="URN, LAESTAB or an unmistakable part of the name.")
]
OptionalSchool = Annotated[
    str | None, typer.Argument(metavar="SCHOOL", help="URN, LAESTAB or name; all if left out.")
]
AllianceArgument = Annotated[str, typer.Argument(help="Code or name of the alliance.")]
EventDay = Annotated[
    date, day_option("--date", "Such as 2018-03-15; the day judged from if left out.")
]
DAY_JUDGED: Final = date.max
"""The default of a day: ``command`` puts the day judged from in its place."""
OptionalDay = Annotated[
    date | None, day_option("--date", "Such as 2018-03-15; the day judged from if left out.")
]
PlannedDay = Annotated[date, day_option("--date", "Such as 2018-03-15 or 15/03/2018.")]
La = Annotated[
    str | None,
    typer.Option("--la", help="Authority's code, such as 330; else the settings' or policy's."),
]
Year = Annotated[
    str | None, typer.Option("--year", metavar="YEAR", help="Academic year, such as 2016/17.")
]
