"""Commands for the next tranche: cohorts, schools that may be vulnerable, readiness."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import La, Year, day_option
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Code = Annotated[str, typer.Argument(help="Short code, such as T2.")]
Named = Annotated[str, typer.Argument(help="What it is called.")]
From = Annotated[date | None, day_option("--from", "First day of it.")]
To = Annotated[date | None, day_option("--to", "Last day of it.")]
PolicyFile = Annotated[
    Path | None, typer.Option("--policy", metavar="FILE", help="Its own policy (TOML).")
]
School = Annotated[
    str | None, typer.Argument(help="URN, LAESTAB or an unmistakable part of the name.")
]
Every = Annotated[bool, typer.Option("--all", help="Also those that show fewer signs.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    cohort = group(
        app,
        "cohort",
        "Cohorts in one store, and the schools of the next one.",
        default="list",
        bare=True,
    )
    command(cohort, "list", example="cohort list")(list_cohorts)
    command(
        cohort,
        "add",
        writes=True,
        example='cohort add T2 "Second tranche" --from 2019-09-02 --to 2021-03-31 --dry-run',
    )(add)
    command(cohort, "vulnerable", example="cohort vulnerable --year 2016/17")(vulnerable)
    command(cohort, "readiness", example="cohort readiness 900003")(readiness)


def list_cohorts(asked: "Request") -> None:
    """List the cohorts, the first at the head."""
    from bleadchallenge.usecases.schools import cohorts

    show(cohorts.list_cohorts(asked))


def add(
    asked: "Request",
    code: Code,
    name: Named,
    first: From = None,
    last: To = None,
    policy: PolicyFile = None,
) -> None:
    """Record a cohort; with a policy of its own it has its own terms, days and thresholds."""
    from bleadchallenge.usecases.schools import cohorts

    show(cohorts.add(asked, code, name, (first, last), policy))


def vulnerable(asked: "Request", la: La = None, year: Year = None, every: Every = False) -> None:
    """Find schools judged good that may be vulnerable, each with its signs."""
    from bleadchallenge.usecases.evaluation import vulnerable

    show(vulnerable.list_vulnerable(asked, la, year, every=every))


def readiness(asked: "Request", school: School = None) -> None:
    """Say whether a school, or every one of the cohort, is ready to begin."""
    from bleadchallenge.usecases.selection import readiness

    show(readiness.readiness(asked, school))
