"""Commands about the agreement and who delivers under it."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import DAY_JUDGED, EventDay, SchoolArgument, day_option
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import AgreementState, Designation, Role

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

State = Annotated[
    AgreementState | None, typer.Option("--state", help="The step taken; lists without.")
]
Tsa = Annotated[str | None, typer.Option("--tsa", help="The alliance, if not the present one.")]
Days = Annotated[float | None, typer.Option("--days", help="Days of support agreed.")]
People = Annotated[str, typer.Option("--people", help="Who delivers, such as P05,P06.")]
ExitTerms = Annotated[str, typer.Option("--exit-terms", help="How support ends.")]
PersonOption = Annotated[
    str | None, typer.Option("--person", help="Code or name; lists who delivers without.")
]
Work = Annotated[str, typer.Option("--work", help="What the person does there.")]
From = Annotated[date | None, day_option("--from", "First day.")]
To = Annotated[date | None, day_option("--to", "Last day.")]
ReleasedBy = Annotated[
    str, typer.Option("--released-by", help="Who agreed the release from the own school.")
]
RoleOption = Annotated[Role | None, typer.Option("--role", help="Only people of this role.")]
DesignationOption = Annotated[
    Designation | None, typer.Option("--designation", help="Only people so designated.")
]
OfTsa = Annotated[str | None, typer.Option("--tsa", help="Only this alliance's people.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    command(
        app,
        "sla",
        writes=True,
        example='sla 900003 --state varied --days 22 --reason "a new head" --dry-run',
    )(sla)
    command(app, "people", example="people --designation NLE")(people)
    command(
        app,
        "deliver",
        writes=True,
        example='deliver 900003 --person P09 --work "coaching" --from 2018-03-14 --dry-run',
    )(deliver)


def sla(
    asked: "Request",
    school: SchoolArgument,
    state: State = None,
    tsa: Tsa = None,
    days: Days = None,
    people: People = "",
    exit_terms: ExitTerms = "",
    date: EventDay = DAY_JUDGED,
) -> None:
    """Take the agreement a step further, or list its versions."""
    from bleadchallenge.usecases.support import agreements

    if state is None:
        show(agreements.versions(asked, school))
        return
    named = [part.strip() for part in people.replace(";", ",").split(",") if part.strip()]
    terms = agreements.AgreementTerms(state, date, days, named, exit_terms, tsa)
    show(agreements.record_agreement(asked, school, terms))


def people(
    asked: "Request",
    role: RoleOption = None,
    designation: DesignationOption = None,
    tsa: OfTsa = None,
) -> None:
    """List people with what they can give, what they give, and where."""
    from bleadchallenge.usecases.support import deliverers

    show(deliverers.people(asked, role, designation, tsa))


def deliver(
    asked: "Request",
    school: SchoolArgument,
    person: PersonOption = None,
    work: Work = "",
    from_day: From = None,
    to: To = None,
    released_by: ReleasedBy = "",
) -> None:
    """Record who delivers at a school, or list who does."""
    from bleadchallenge.usecases.support import deliverers

    if person is None:
        show(deliverers.deliverers(asked, school))
        return
    first = from_day or asked.as_of
    delivery = deliverers.Delivery(person, work, first, to, released_by)
    show(deliverers.deliver(asked, school, delivery))
