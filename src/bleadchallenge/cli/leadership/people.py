"""Commands about people growing: sessions, talent, designations, days given to others."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import DAY_JUDGED, EventDay, PlannedDay, day_option
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import Designation, TalentStage

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

SessionArgument = Annotated[str, typer.Argument(metavar="SESSION", help="Code of the session.")]
MaySession = Annotated[
    str | None, typer.Argument(metavar="SESSION", help="One session; all if left out.")
]
Attender = Annotated[str, typer.Argument(metavar="CODE", help="Code or initials, never a name.")]
Attenders = Annotated[list[str], typer.Argument(metavar="CODE", help="Codes or initials.")]
Topic = Annotated[str, typer.Option("--topic", help="What it is about.")]
Partner = Annotated[str, typer.Option("--partner", help="The external partner who leads it.")]
Places = Annotated[int, typer.Option("--places", help="How many may come.")]
SchoolOption = Annotated[str, typer.Option("--school", help="The own school.")]
MaySchool = Annotated[str, typer.Option("--school", help="The own school, if not on record.")]
OnlySchool = Annotated[str | None, typer.Option("--school", help="Only this school's.")]
Absent = Annotated[bool, typer.Option("--absent", help="They did not come.")]
Text = Annotated[str, typer.Option("--text", help="What was done, or what changed.")]
StageOption = Annotated[TalentStage, typer.Option("--stage", help="The stage reached.")]
OnlyStage = Annotated[TalentStage | None, typer.Option("--stage", help="Only at this stage.")]
RoleOption = Annotated[str, typer.Option("--role", help="The present role.")]
Next = Annotated[str, typer.Option("--next", help="The next step.")]
Sponsor = Annotated[str, typer.Option("--sponsor", help="Code of the sponsor.")]
DesignationArgument = Annotated[
    Designation, typer.Argument(metavar="DESIGNATION", help="NLE, LLE, SLE, NLG, HMI or other.")
]
HeldSince = Annotated[date | None, day_option("--held-since", "If it is not on record yet.")]
ToSchool = Annotated[str, typer.Argument(metavar="SCHOOL", help="The school that was supported.")]
DaysOption = Annotated[float, typer.Option("--days", help="Days given, in quarters of a day.")]
FromSchool = Annotated[
    str, typer.Option("--school", "--from", help="The own school, if not on record.")
]
Work = Annotated[str, typer.Option("--work", help="What was done there.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    sessions = group(app, "session", "Joint practice development.")
    _add_sessions(sessions)
    talent = group(app, "talent", "Leadership talent, by code and never by name.")
    command(
        talent,
        "step",
        writes=True,
        example="talent step L07 --stage identified --school 900003 --role TLR "
        "--date 2018-01-22 --dry-run",
    )(talent_step)
    command(talent, "list", example="talent list")(talent_list)
    designations = group(app, "designation", "Designations of system leaders.")
    command(
        designations,
        "gain",
        writes=True,
        example="designation gain L07 SLE --school 900003 --date 2018-03-01 --dry-run",
    )(gain)
    command(
        designations,
        "lose",
        writes=True,
        example="designation lose P12 LLE --held-since 2014-09-01 --school 900006 "
        "--date 2018-03-12 --dry-run",
    )(lose)
    command(
        app,
        "deploy",
        writes=True,
        example="deploy L07 900005 --school 900003 --days 0.5 --date 2018-03-08 --dry-run",
    )(deploy)
    command(app, "capacity", example="capacity")(capacity)


def _add_sessions(sessions: typer.Typer) -> None:
    command(
        sessions,
        "add",
        writes=True,
        example='session add JP9 --date 2018-02-06 --topic "Guided reading" '
        '--partner "an outside university" --places 24 --dry-run',
    )(add)
    command(
        sessions, "place", writes=True, example="session place JP1 BEL-B --school 900003 --dry-run"
    )(place)
    command(sessions, "free", writes=True, example="session free JP1 LAN-A --dry-run")(free)
    command(sessions, "attend", writes=True, example="session attend JP1 BEL-A --dry-run")(attend)
    command(
        sessions,
        "follow-up",
        writes=True,
        example='session follow-up JP1 BEL-A --text "opened two lessons" '
        "--date 2018-03-14 --dry-run",
    )(follow_up)
    command(
        sessions,
        "impact",
        writes=True,
        example='session impact JP1 DUN-B --text "all of Year 5 plan together" '
        "--date 2018-03-13 --dry-run",
    )(impact)
    command(sessions, "list", example="session list")(session_list)
    command(sessions, "places", example="session places JP1")(places)


def add(
    asked: "Request",
    session: SessionArgument,
    date: PlannedDay,
    topic: Topic,
    partner: Partner,
    places: Places,
) -> None:
    """Plan a session, led by an external partner."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.add(asked, sessions.SessionInput(session, date, topic, partner, places)))


def place(
    asked: "Request", session: SessionArgument, attender: Attender, school: SchoolOption
) -> None:
    """Give somebody from a supported school a place."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.place(asked, session, attender, school))


def free(asked: "Request", session: SessionArgument, attender: Attender) -> None:
    """Free a place that will not be taken up."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.free(asked, session, attender))


def attend(
    asked: "Request", session: SessionArgument, attenders: Attenders, absent: Absent = False
) -> None:
    """Record who came to a session."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.attend(asked, session, attenders, present=not absent))


def follow_up(
    asked: "Request",
    session: SessionArgument,
    attender: Attender,
    text: Text,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record the follow-up in the attender's own school."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.follow_up(asked, session, attender, text, date))


def impact(
    asked: "Request",
    session: SessionArgument,
    attender: Attender,
    text: Text,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record what changed in the attender's own school."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.impact(asked, session, attender, text, date))


def session_list(asked: "Request") -> None:
    """List the sessions with places, attendance and follow-through."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.list_sessions(asked))


def places(asked: "Request", session: MaySession = None, school: OnlySchool = None) -> None:
    """List who has a place, and whether it was followed up."""
    from bleadchallenge.usecases.leadership import sessions

    show(sessions.list_places(asked, session, school))


def talent_step(
    asked: "Request",
    code: Attender,
    stage: StageOption,
    school: MaySchool = "",
    role: RoleOption = "",
    next_step: Next = "",
    sponsor: Sponsor = "",
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record a step of somebody with the makings of a leader."""
    from bleadchallenge.usecases.leadership import talent

    show(
        talent.step(
            asked, code, talent.TalentStepInput(stage, date, school, role, next_step, sponsor)
        )
    )


def talent_list(asked: "Request", school: OnlySchool = None, stage: OnlyStage = None) -> None:
    """List those with the makings of a leader, by code."""
    from bleadchallenge.usecases.leadership import talent

    show(talent.list_talent(asked, school, stage))


def gain(
    asked: "Request",
    code: Attender,
    designation: DesignationArgument,
    school: SchoolOption,
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record a designation that somebody gained."""
    from bleadchallenge.usecases.leadership import capacity

    show(capacity.gain(asked, code, designation, school, date))


def lose(
    asked: "Request",
    code: Attender,
    designation: DesignationArgument,
    date: EventDay = DAY_JUDGED,
    school: MaySchool = "",
    held_since: HeldSince = None,
) -> None:
    """Record a designation that ended."""
    from bleadchallenge.usecases.leadership import capacity

    lost = capacity.LostDesignation(designation, date, school, held_since)
    show(capacity.lose(asked, code, lost))


def deploy(
    asked: "Request",
    code: Attender,
    school: ToSchool,
    days: DaysOption,
    from_school: FromSchool = "",
    work: Work = "",
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record days that somebody gave to another school."""
    from bleadchallenge.usecases.leadership import capacity

    show(
        capacity.deploy(
            asked, capacity.DeploymentInput(code, school, days, date, from_school, work)
        )
    )


def capacity(asked: "Request", school: OnlySchool = None) -> None:
    """Show the city's capacity and the net change since the start."""
    from bleadchallenge.usecases.leadership import capacity as usecase

    show(usecase.list_capacity(asked, school))
