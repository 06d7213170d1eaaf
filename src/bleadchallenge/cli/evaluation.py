"""Commands that say whether the programme worked, for whom, and at what cost."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import Year
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

Outcome = Annotated[
    str | None, typer.Option("--outcome", help="Such as rwm_expected or reading_progress.")
]
Before = Annotated[
    str | None,
    typer.Option("--before", metavar="YEARS", help="Such as 2015/16,2016/17; else all before."),
]
After = Annotated[
    str | None, typer.Option("--after", metavar="YEAR", help="Such as 2018/19; else the last.")
]
Placebo = Annotated[
    bool, typer.Option("--placebo", help="The rule of choice where nothing was done.")
]
ChosenBy = Annotated[
    str | None,
    typer.Option(
        "--chosen-by",
        metavar="RULE",
        help="How schools were chosen: lowest-mean, lowest-last or largest-fall.",
    ),
]
Subgroups = Annotated[
    list[str] | None,
    typer.Option("--subgroup", help="A group to be looked at, such as disadvantage; repeatable."),
]
Folder = Annotated[Path, typer.Argument(help="A new folder.")]
_OLD = "--before 2015/16 --after 2016/17"


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    evaluate = group(
        app,
        "evaluate",
        "Did it work, for whom, at what cost: schools beside others with their results before.",
        default="effects",
        bare=True,
    )
    command(evaluate, "effects", example=f"evaluate effects {_OLD}")(effects)
    command(evaluate, "schools", example=f"evaluate schools {_OLD}")(schools)
    command(evaluate, "groups", example=f"evaluate groups {_OLD}")(groups)
    command(evaluate, "support", example=f"evaluate support {_OLD}")(support)
    command(evaluate, "cost", example=f"evaluate cost {_OLD}")(cost)
    command(evaluate, "checks", example=f"evaluate checks {_OLD}")(checks)
    command(
        evaluate,
        "plan",
        writes=True,
        example="evaluate plan --subgroup disadvantage --subgroup size --dry-run",
    )(plan)
    command(evaluate, "releases", example="evaluate releases --year 2016/17")(releases)
    command(evaluate, "export", writes=True, example=f"evaluate export means {_OLD} --dry-run")(
        export
    )


def effects(
    asked: "Request",
    outcome: Outcome = None,
    before: Before = None,
    after: After = None,
    placebo: Placebo = False,
) -> None:
    """Say what the schools reached beyond what their results before would have given."""
    from bleadchallenge.usecases.evaluation import outcomes
    from bleadchallenge.usecases.evaluation.options import EvaluationOptions

    show(outcomes.effects(asked, EvaluationOptions(outcome, before, after, placebo)))


def schools(
    asked: "Request",
    outcome: Outcome = None,
    before: Before = None,
    after: After = None,
) -> None:
    """Put each school beside what was expected, and say how many of twenty lie as far."""
    from bleadchallenge.usecases.evaluation import outcomes
    from bleadchallenge.usecases.evaluation.options import EvaluationOptions

    show(outcomes.schools(asked, EvaluationOptions(outcome, before, after)))


def groups(
    asked: "Request",
    outcome: Outcome = None,
    before: Before = None,
    after: After = None,
) -> None:
    """Say for whom it worked: by intake, phase, size and inspection before."""
    from bleadchallenge.usecases.evaluation import groups
    from bleadchallenge.usecases.evaluation.options import EvaluationOptions

    show(groups.subgroup_effects(asked, EvaluationOptions(outcome, before, after)))


def support(
    asked: "Request",
    outcome: Outcome = None,
    before: Before = None,
    after: After = None,
) -> None:
    """Say which support worked where: by alliance, theme, decision, rating and days."""
    from bleadchallenge.usecases.evaluation import groups
    from bleadchallenge.usecases.evaluation.options import EvaluationOptions

    show(groups.support_effects(asked, EvaluationOptions(outcome, before, after)))


def cost(
    asked: "Request",
    outcome: Outcome = None,
    before: Before = None,
    after: After = None,
) -> None:
    """Give days and cost of each school, and what one point took."""
    from bleadchallenge.usecases.evaluation import costs
    from bleadchallenge.usecases.evaluation.options import EvaluationOptions

    show(costs.costs(asked, EvaluationOptions(outcome, before, after)))


def checks(
    asked: "Request",
    outcome: Outcome = None,
    before: Before = None,
    after: After = None,
) -> None:
    """Make the same sum in other ways, to see how firm it is."""
    from bleadchallenge.usecases.evaluation import checks
    from bleadchallenge.usecases.evaluation.options import EvaluationOptions

    show(checks.checks(asked, EvaluationOptions(outcome, before, after)))


def plan(
    asked: "Request",
    outcome: Outcome = None,
    chosen_by: ChosenBy = None,
    subgroup: Subgroups = None,
) -> None:
    """Keep what the evaluation will do, before the results are in."""
    from bleadchallenge.usecases.evaluation import planning

    given = planning.PlanInput(outcome, chosen_by, tuple(subgroup or ()))
    show(planning.plan(asked, given))


def releases(asked: "Request", year: Year = None, outcome: Outcome = None) -> None:
    """Say what each release of a year's results said, and what changed between them."""
    from bleadchallenge.usecases.evaluation import releases as evaluation_releases

    show(evaluation_releases.list_releases(asked, year, outcome))


def export(
    asked: "Request",
    folder: Folder,
    outcome: Outcome = None,
    before: Before = None,
    after: After = None,
) -> None:
    """Write the means that may leave the office; refused where a school could be told."""
    from bleadchallenge.usecases.evaluation import means
    from bleadchallenge.usecases.evaluation.options import EvaluationOptions

    show(means.export(asked, EvaluationOptions(outcome, before, after), folder))
