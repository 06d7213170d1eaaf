"""Commands that promise indicators, read them and review them."""

from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import (
    DAY_JUDGED,
    EventDay,
    OptionalSchool,
    SchoolArgument,
    day_option,
)
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import Direction, Frequency, Heading, KpiReviewOutcome, Side

if TYPE_CHECKING:
    from bleadchallenge.usecases.kpis.definitions import KpiInput
    from bleadchallenge.usecases.request import Request

Code = Annotated[str, typer.Argument(help="Code of the indicator, such as RWM.")]
OptionalCode = Annotated[
    str, typer.Argument(help="Code of the indicator; the template's if left out.")
]
OutcomeArgument = Annotated[KpiReviewOutcome, typer.Argument(help="What the review made of it.")]
TargetsArgument = Annotated[list[str], typer.Argument(metavar="TERM=N", help="Such as T2=52.")]
Figures = Annotated[
    list[str],
    typer.Argument(metavar="CODE=FIGURE", help="Such as RWM=44, or LESSONS=6/12 of a count."),
]
Indicators = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="CODE=BASELINE,TERM=N",
        help="Baselines and targets, such as RWM=44,T2=48,T3=52; others than the set's too.",
    ),
]
OnlyNamed = Annotated[bool, typer.Option("--only", help="Only those named, not the starter set.")]
Value = Annotated[
    str, typer.Option("--value", help="The figure, where one CODE alone is given without it.")
]
Evidence = Annotated[str, typer.Option("--evidence", help="What shows it.")]
Count = Annotated[int | None, typer.Option("--n", help="Of how many pupils, lessons or people.")]
Correct = Annotated[bool, typer.Option("--correct", help="It takes the place of that day's.")]
CodeOption = Annotated[str | None, typer.Option("--code", help="Only this indicator's.")]


@dataclass(frozen=True, slots=True)
class KpiOptions:
    """The options that say what an indicator promises."""

    template: Annotated[str | None, typer.Option(help="Code of a template to start from.")] = None
    name: Annotated[str | None, typer.Option(help="What is measured, in words.")] = None
    side: Annotated[Side | None, typer.Option(help="The school's or the support's.")] = None
    heading: Annotated[Heading | None, typer.Option(help="One of the four.")] = None
    unit: Annotated[str | None, typer.Option(help="Such as %, days, lessons or points.")] = None
    direction: Annotated[Direction | None, typer.Option(help="Which way is better.")] = None
    baseline: Annotated[str | None, typer.Option(metavar="N", help="Where it starts.")] = None
    baseline_on: Annotated[date | None, day_option("--baseline-on", "Day of the baseline.")] = None
    target: Annotated[list[str] | None, typer.Option(metavar="TERM=N", help="Such as T2=52.")] = (
        None
    )
    tolerance: Annotated[float | None, typer.Option(help="How far short is still recoverable.")] = (
        None
    )
    frequency: Annotated[Frequency | None, typer.Option(help="How often it is read.")] = None
    decimals: Annotated[int | None, typer.Option(help="How finely it is judged.")] = None
    cumulative: Annotated[
        bool | None,
        typer.Option("--cumulative/--single", help="Readings add up, or each stands."),
    ] = None
    owner: Annotated[str | None, typer.Option(help="Who answers for it.")] = None
    source: Annotated[str | None, typer.Option(help="Where readings come from.")] = None
    measure: Annotated[str | None, typer.Option(help="Imported column it reads itself from.")] = (
        None
    )
    action: Annotated[int | None, typer.Option(help="Number of the plan's action.")] = None
    starts: Annotated[date | None, day_option("--starts", "From when it holds.")] = None


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    kpi = group(app, "kpi", "Indicators of school and support: promise, read, review.")
    command(
        kpi,
        "add",
        writes=True,
        example="kpi add 900003 --template TRAINED --target T3=4 --target T4=6 --dry-run",
    )(add)
    command(
        kpi,
        "start",
        writes=True,
        example="kpi start 900003 COACHED=0,T3=4,T4=6 ATTEND=94.1,T4=95 --dry-run",
    )(start)
    command(
        kpi,
        "amend",
        writes=True,
        example='kpi amend 900003 RWM --target T3=58 --reason "a stronger year" --dry-run',
    )(amend)
    command(kpi, "target", writes=True, example="kpi target 900003 KS2RWM T4=51 --dry-run")(target)
    command(kpi, "retire", writes=True, example='kpi retire 900003 RWM --reason "met" --dry-run')(
        retire
    )
    command(
        kpi,
        "review",
        writes=True,
        example='kpi review 900003 RWM keep --reason "still the aim" --dry-run',
    )(review)
    command(
        kpi,
        "read",
        writes=True,
        example="kpi read 900003 RWM=24/46 LESSONS=6/12 --date 2018-03-14 --dry-run",
    )(read)
    command(kpi, "list", example="kpi list 900003")(list_promises)
    command(kpi, "readings", example="kpi readings 900003")(list_readings)
    command(kpi, "reviews", example="kpi reviews 900003")(list_reviews)
    command(kpi, "templates", example="kpi templates")(list_templates)


def kpi_input(options: KpiOptions) -> "KpiInput":
    """Only what was given, by the store's names."""
    from bleadchallenge.usecases.kpis.definitions import KpiInput

    given = {each.name: getattr(options, each.name) for each in fields(options)}
    values = {name: value for name, value in given.items() if value not in (None, [], ())}
    targets, template = values.pop("target", ()), values.pop("template", "")
    if "starts" in values:
        values["starts_on"] = values.pop("starts")
    return KpiInput(values, tuple(targets), template)


def add(
    asked: "Request", school: SchoolArgument, given: KpiOptions, code: OptionalCode = ""
) -> None:
    """Promise an indicator, from a template or by hand."""
    from bleadchallenge.usecases.kpis import definitions

    show(definitions.add(asked, school, code, kpi_input(given)))


def start(
    asked: "Request",
    school: SchoolArgument,
    indicators: Indicators = None,
    only: OnlyNamed = False,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Promise the starter set of indicators in one step, and any others named beside it."""
    from bleadchallenge.usecases.kpis import starter_set

    given = starter_set.StarterInput(indicators or (), date, only)
    show(starter_set.start(asked, school, given))


def amend(asked: "Request", school: SchoolArgument, code: Code, given: KpiOptions) -> None:
    """Change a promise, with the reason; the old one stays readable."""
    from bleadchallenge.usecases.kpis import definitions

    show(definitions.amend(asked, school, code, kpi_input(given)))


def review(
    asked: "Request",
    school: SchoolArgument,
    code: Code,
    outcome: OutcomeArgument,
    given: KpiOptions,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record what a review made of an indicator: keep, amend, retire or add, with the reason."""
    from bleadchallenge.usecases.kpis import definitions

    show(definitions.review(asked, school, code, outcome, kpi_input(given), date))


def target(asked: "Request", school: SchoolArgument, code: Code, targets: TargetsArgument) -> None:
    """Set targets for terms; to change one that is set, give the reason."""
    from bleadchallenge.usecases.kpis import definitions

    show(definitions.set_targets(asked, school, code, targets))


def retire(
    asked: "Request", school: SchoolArgument, code: Code, date: EventDay = DAY_JUDGED
) -> None:
    """End an indicator, with the reason; promise and readings stay readable."""
    from bleadchallenge.usecases.kpis import definitions

    show(definitions.retire(asked, school, code, date))


def read(
    asked: "Request",
    school: SchoolArgument,
    figures: Figures,
    value: Value = "",
    date: EventDay = DAY_JUDGED,
    evidence: Evidence = "",
    n: Count = None,
    correct: Correct = False,
) -> None:
    """Take readings of a school's indicators, as many at once as you have."""
    from bleadchallenge.usecases.kpis import readings

    if value and len(figures) != 1:
        raise typer.BadParameter("--value is of one indicator; write several as CODE=FIGURE")
    typed = [f"{figures[0]}={value}"] if value else figures
    taken = readings.ReadingsInput(typed, date, evidence, n, correct)
    show(readings.take(asked, school, taken))


def list_promises(asked: "Request", school: OptionalSchool = None) -> None:
    """List indicators with what they promise."""
    from bleadchallenge.usecases.kpis import readings

    show(readings.promises(asked, school))


def list_readings(asked: "Request", school: OptionalSchool = None, code: CodeOption = None) -> None:
    """List readings, typed and published, with where each stands."""
    from bleadchallenge.usecases.kpis import readings

    show(readings.readings(asked, school, code))


def list_reviews(asked: "Request", school: SchoolArgument) -> None:
    """List what reviews made of a school's indicators, with the promises before."""
    from bleadchallenge.usecases.kpis import readings

    show(readings.reviews(asked, school))


def list_templates(asked: "Request") -> None:
    """List the templates that indicators can be started from."""
    from bleadchallenge.usecases.kpis import readings

    show(readings.template_list(asked))
