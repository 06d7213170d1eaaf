"""Arguments and options that several commands share."""

from typing import Annotated

import typer

SchoolArgument = Annotated[
    str, typer.Argument(help="URN, LAESTAB or an unmistakable part of the name.")
]
AllianceArgument = Annotated[str, typer.Argument(help="Code or name of the alliance.")]
Day = Annotated[str, typer.Option("--date", help="Such as 2018-03-15 or 15/03/2018.")]
OptionalDay = Annotated[
    str | None, typer.Option("--date", help="Such as 2018-03-15; the day judged from if left out.")
]
Name = Annotated[str, typer.Option("--name", help="Name of the person.")]
La = Annotated[
    str | None,
    typer.Option("--la", help="Authority's code, such as 330; else the settings' or policy's."),
]
