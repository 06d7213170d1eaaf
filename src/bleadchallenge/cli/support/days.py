"""Commands about days of support."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import (
    DAY_JUDGED,
    EventDay,
    OptionalDay,
    SchoolArgument,
    day_option,
)
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import DayState

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Days = Annotated[float, typer.Option("--days", help="In quarters: 0.25, 0.5, 1.")]
GivenDays = Annotated[
    list[str] | None,
    typer.Argument(metavar="DATE=DAYS", help="Such as 2018-03-14=0.5; or dates, with --days."),
]
DaysEach = Annotated[
    float | None, typer.Option("--days", help="In quarters: 0.25, 0.5, 1; of each date given.")
]
Person = Annotated[str, typer.Option("--person", help="Code or name of who gives it.")]
Activity = Annotated[str, typer.Option("--activity", help="What was done.")]
Action = Annotated[int | None, typer.Option("--action", help="Number of the plan's action.")]
Planned = Annotated[bool, typer.Option("--planned", help="It is planned, not given yet.")]
Numbers = Annotated[list[int], typer.Argument(help="Numbers of the entries.")]
ConfirmedNumbers = Annotated[
    list[int] | None, typer.Argument(help="Numbers of the entries, or --school.")
]
OfSchool = Annotated[
    str | None, typer.Option("--school", help="All days given to this school, in one change.")
]
Until = Annotated[date | None, day_option("--until", "Of --school: the last day.")]
By = Annotated[str, typer.Option("--by", help="Who confirmed or agreed.")]
School = Annotated[str | None, typer.Option("--school", help="Only this school's.")]
Tsa = Annotated[str | None, typer.Option("--tsa", help="Only of schools this alliance supports.")]
Alliances = Annotated[bool, typer.Option("--alliances", help="One row for each alliance.")]
State = Annotated[DayState | None, typer.Option("--state", help="Only those that stand so.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app,
        "record-days",
        writes=True,
        example="record-days 900019 2018-03-13=0.5 2018-03-14=1 --dry-run",
    )(record_days)
    command(app, "days-status", example="days-status --alliances")(days_status)
    days = group(app, "days", "Days of support once entered: list, confirm, dispute, vary.")
    command(days, "list", example="days list --state disputed")(list_days)
    command(days, "delivered", writes=True, example="days delivered 207 --dry-run")(delivered)
    command(days, "confirm", writes=True, example='days confirm 165 --by "the head" --dry-run')(
        confirm
    )
    command(
        days, "dispute", writes=True, example='days dispute 165 --reason "left at noon" --dry-run'
    )(dispute)
    command(days, "cancel", writes=True, example='days cancel 207 --reason "snow" --dry-run')(
        cancel
    )
    command(
        days,
        "vary",
        writes=True,
        example='days vary 900019 --days -2 --by "the partnership" --reason "new head" --dry-run',
    )(vary)


def record_days(
    asked: "Request",
    school: SchoolArgument,
    given: GivenDays = None,
    date: OptionalDay = None,
    days: DaysEach = None,
    person: Person = "",
    activity: Activity = "",
    action: Action = None,
    planned: Planned = False,
) -> None:
    """Enter days of support that were given, or that are planned; several at once."""
    from bleadchallenge.usecases.support import days as ledger

    if given and date:
        raise typer.BadParameter("give --date, or days as DATE=DAYS, not both")
    typed = given or [(date or asked.as_of).isoformat()]
    entered = ledger.SupportDaysInput(typed, days, person, activity, action, planned)
    show(ledger.record(asked, school, entered))


def days_status(
    asked: "Request", school: School = None, tsa: Tsa = None, alliances: Alliances = False
) -> None:
    """Show days released, planned, given, confirmed, disputed, left and behind plan."""
    from bleadchallenge.usecases.support import days_status

    if alliances:
        show(days_status.by_alliance(asked))
    else:
        show(days_status.by_school(asked, school, tsa))


def list_days(asked: "Request", school: School = None, state: State = None) -> None:
    """List the ledger entry by entry."""
    from bleadchallenge.usecases.support import days_status

    show(days_status.list_days(asked, school, state))


def delivered(asked: "Request", numbers: Numbers, date: OptionalDay = None) -> None:
    """Say that planned days were given, on the day planned or on another."""
    from bleadchallenge.usecases.support import days as ledger

    show(ledger.deliver(asked, numbers, date))


def confirm(
    asked: "Request",
    by: By,
    numbers: ConfirmedNumbers = None,
    school: OfSchool = None,
    until: Until = None,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Say that the school confirms days that were given."""
    from bleadchallenge.usecases.support import days as ledger

    if school is None and numbers and until is None:
        show(ledger.confirm(asked, numbers, by, date))
    elif school is not None and not numbers:
        show(ledger.confirm_until(asked, school, until or asked.as_of, by, date))
    else:
        raise typer.BadParameter("give the numbers of the entries, or --school with --until")


def dispute(asked: "Request", numbers: Numbers) -> None:
    """Say that the school disputes days, with the reason."""
    from bleadchallenge.usecases.support import days as ledger

    show(ledger.dispute(asked, numbers))


def cancel(asked: "Request", numbers: Numbers) -> None:
    """Cancel days, with the reason; they count for nothing."""
    from bleadchallenge.usecases.support import days as ledger

    show(ledger.cancel(asked, numbers))


def vary(
    asked: "Request", school: SchoolArgument, days: Days, by: By, date: EventDay = DAY_JUDGED
) -> None:
    """Agree on more or fewer days for a school, with who agreed and why."""
    from bleadchallenge.usecases.support import days as ledger

    show(ledger.vary(asked, school, days, by, date))
