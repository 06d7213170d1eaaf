"""Commands of the scrutiny group: calendar, attendance, interests, minutes, advice."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from bleadchallenge.cli.arguments import DAY_JUDGED, EventDay, a_day, day_option
from bleadchallenge.cli.groups import group
from bleadchallenge.cli.options import command, show
from bleadchallenge.domain.choices import AdviceRecipient

if TYPE_CHECKING:
    from bleadchallenge.usecases.request import Request

MeetingArgument = Annotated[
    date, typer.Argument(metavar="MEETING", parser=a_day, help="Day of the meeting.")
]
MeetingOption = Annotated[date, day_option("--meeting", "Day of the meeting.")]
OneMeeting = Annotated[
    date | None,
    typer.Argument(metavar="MEETING", parser=a_day, help="Day of the meeting; all if left out."),
]
TermOption = Annotated[str | None, typer.Option("--term", help="Only this term, such as T2.")]
MoveTo = Annotated[date | None, day_option("--to", "The new day.")]
Off = Annotated[bool, typer.Option("--off", help="The meeting is called off.")]
People = Annotated[list[str], typer.Argument(metavar="MEMBER", help="Codes or names.")]
Absent = Annotated[bool, typer.Option("--absent", help="They were not there.")]
PersonArgument = Annotated[str, typer.Argument(metavar="MEMBER", help="Code or name.")]
SubjectArgument = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="A school or an alliance, by code or name.")
]
MaySubject = Annotated[
    str, typer.Argument(metavar="SUBJECT", help="The school or alliance advised.")
]
SubjectOption = Annotated[
    str, typer.Option("--subject", help="The school or alliance it is about.")
]
OnlySubject = Annotated[
    str | None, typer.Option("--subject", help="Only about this school or alliance.")
]
Nature = Annotated[str, typer.Option("--nature", help="What the interest is.")]
DecisionText = Annotated[str, typer.Option("--decision", help="What the group decided.")]
To = Annotated[AdviceRecipient, typer.Option("--to", help="To whom.")]
OnlyTo = Annotated[AdviceRecipient | None, typer.Option("--to", help="Only advice to these.")]
Text = Annotated[str, typer.Option("--text", help="In words.")]
Due = Annotated[date | None, day_option("--due", "Worked out by the policy's clock if left out.")]
About = Annotated[str, typer.Option("--about", help="The school it is about.")]
Number = Annotated[int, typer.Argument(metavar="NUMBER", help="Number of the advice.")]
By = Annotated[str, typer.Option("--by", help="Who answers.")]
Evidence = Annotated[str, typer.Option("--evidence", help="What shows it; it stops the clock.")]
Reject = Annotated[bool, typer.Option("--reject", help="The answer is not accepted.")]
Note = Annotated[str, typer.Option("--note", help="What the group says to it.")]
StateOption = Annotated[
    str | None, typer.Option("--state", metavar="STATE", help="Such as open, due-soon, overdue.")
]
Outstanding = Annotated[bool, typer.Option("--outstanding", help="Only where an answer is owed.")]


def add_to(app: typer.Typer) -> None:
    """Add the commands of this module to the program."""
    scrutiny_group = group(app, "isg", "The scrutiny group: meetings, interests, minutes, advice.")
    command(scrutiny_group, "calendar", example="isg calendar --term T2")(calendar)
    command(
        scrutiny_group,
        "move",
        writes=True,
        example='isg move 2018-05-10 --to 2018-05-11 --reason "polling day" --dry-run',
    )(move)
    command(scrutiny_group, "members", example="isg members")(members)
    command(scrutiny_group, "attend", writes=True, example="isg attend 2018-03-15 P02 --dry-run")(
        attend
    )
    command(
        scrutiny_group,
        "interest",
        writes=True,
        example='isg interest P02 900003 --nature "governor until 2016" --dry-run',
    )(interest)
    command(
        scrutiny_group,
        "withdraw",
        writes=True,
        example="isg withdraw 2018-03-15 P02 900003 --dry-run",
    )(withdraw)
    command(
        scrutiny_group,
        "minute",
        writes=True,
        example='isg minute 2018-03-15 --decision "Hear the head of 900003" --dry-run',
    )(minute)
    command(scrutiny_group, "minutes", example="isg minutes 2018-03-15")(minutes)
    command(
        scrutiny_group,
        "advise",
        writes=True,
        example="isg advise --meeting 2018-03-15 --to school 900003 "
        '--text "Show how reading is checked each week" --dry-run',
    )(advise)
    command(
        scrutiny_group,
        "respond",
        writes=True,
        example='isg respond 18 --by head --text "Done" --evidence "log of checks" '
        "--date 2018-03-15 --dry-run",
    )(respond)
    command(
        scrutiny_group, "accept", writes=True, example="isg accept 12 --date 2018-03-14 --dry-run"
    )(accept)
    command(scrutiny_group, "advice", example="isg advice --outstanding")(advice)


def calendar(asked: "Request", term: TermOption = None) -> None:
    """List the group's meetings, with who came and what was advised."""
    from bleadchallenge.usecases.scrutiny import meetings

    show(meetings.list_meetings(asked, term))


def move(asked: "Request", meeting: MeetingArgument, to: MoveTo = None, off: Off = False) -> None:
    """Move a meeting by hand, or call it off."""
    from bleadchallenge.usecases.scrutiny import meetings

    if (to is None) != off:
        raise typer.BadParameter("give either --to DATE or --off")
    show(meetings.move(asked, meetings.MeetingChange(meeting, to, asked.reason)))


def members(asked: "Request") -> None:
    """List the members with expertise, interests and attendance."""
    from bleadchallenge.usecases.scrutiny import group as scrutiny_group

    show(scrutiny_group.members(asked))


def attend(
    asked: "Request", meeting: MeetingArgument, people: People, absent: Absent = False
) -> None:
    """Record who was at a meeting."""
    from bleadchallenge.usecases.scrutiny import group as scrutiny_group

    show(scrutiny_group.attend(asked, meeting, people, present=not absent))


def interest(
    asked: "Request", person: PersonArgument, subject: SubjectArgument, nature: Nature
) -> None:
    """Record an interest that a member declares."""
    from bleadchallenge.usecases.scrutiny import group as scrutiny_group

    show(scrutiny_group.declare(asked, person, subject, nature))


def withdraw(
    asked: "Request", meeting: MeetingArgument, person: PersonArgument, subject: SubjectArgument
) -> None:
    """Record that a member withdrew from an item."""
    from bleadchallenge.usecases.scrutiny import group as scrutiny_group

    show(scrutiny_group.withdraw(asked, meeting, person, subject))


def minute(
    asked: "Request", meeting: MeetingArgument, decision: DecisionText, subject: SubjectOption = ""
) -> None:
    """Record a decision; members with an interest must have withdrawn."""
    from bleadchallenge.usecases.scrutiny import group as scrutiny_group

    show(scrutiny_group.minute(asked, meeting, subject, decision))


def minutes(asked: "Request", meeting: OneMeeting = None) -> None:
    """List the decisions of a meeting, or of all."""
    from bleadchallenge.usecases.scrutiny import group as scrutiny_group

    show(scrutiny_group.minutes(asked, meeting))


def advise(
    asked: "Request",
    meeting: MeetingOption,
    to: To,
    text: Text,
    subject: MaySubject = "",
    due: Due = None,
    about: About = "",
) -> None:
    """Record numbered advice to a school, an alliance or the partnership."""
    from bleadchallenge.usecases.scrutiny import advice as usecase

    given = usecase.AdviceInput(meeting, to, subject, text, due, about)
    show(usecase.advise(asked, given))


def respond(
    asked: "Request",
    number: Number,
    by: By,
    text: Text,
    evidence: Evidence = "",
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record an answer to advice; its evidence stops the clock."""
    from bleadchallenge.usecases.scrutiny import advice as usecase

    show(usecase.respond(asked, number, usecase.ResponseInput(by, text, evidence, date)))


def accept(
    asked: "Request",
    number: Number,
    reject: Reject = False,
    note: Note = "",
    date: EventDay = DAY_JUDGED,
) -> None:
    """Record whether the group accepts an answer."""
    from bleadchallenge.usecases.scrutiny import advice as usecase

    show(usecase.judge(asked, number, date, note, accepted=not reject))


def advice(
    asked: "Request",
    to: OnlyTo = None,
    subject: OnlySubject = None,
    state: StateOption = None,
    outstanding: Outstanding = False,
) -> None:
    """List advice with how it stands, due days and days late."""
    from bleadchallenge.domain.choice_parsing import choice
    from bleadchallenge.domain.scrutiny.advice import AdviceState
    from bleadchallenge.usecases.scrutiny import advice as usecase

    wanted = choice(AdviceState, state, "--state") if state else None
    show(usecase.list_advice(asked, to, subject, wanted, outstanding=outstanding))
