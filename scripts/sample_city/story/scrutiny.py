"""The scrutiny group: attendance, interests, decisions, advice and its answers, escalation."""

from datetime import date

from sample_city.chance import Chance
from sample_city.story.plot import SLOW_ALLIANCE, read
from sample_city.story.telling import Story
from sample_city.story.when import DAY, MEETINGS, next_meeting

MEMBERS = ("P02", "P03", "P04", "P33")
INTERESTS = (
    ("P04", "900016", "the diocese's school"),
    ("P04", "900029", "the diocese's school"),
    ("P04", "900039", "the diocese's school"),
    ("P33", "900036", "parent of a pupil"),
)
TIED = {(person, subject) for person, subject, _nature in INTERESTS}
TOLD_AT = 2 * DAY
"""The pack goes out two days before the meeting."""


def tell(story: Story) -> None:
    """Tell of every meeting, of advice given and answered, and of those who did not act."""
    for person, subject, nature in INTERESTS:
        words = ("isg", "interest", person, subject, "--nature", nature)
        story.say(date(2017, 9, 14), "clerk", *words)
    for meeting in MEETINGS:
        story.say(meeting - TOLD_AT, "coordinator", "report", "isg-pack", "--meeting", meeting)
        _attend(story, meeting)
    _minutes(story)
    _advice(story)
    _escalation(story)
    _commissioning(story)
    _comments(story)


def present(meeting: date) -> list[str]:
    """List who came; the chair always does."""
    chance = Chance("story", "meeting", meeting)
    return [m for m in MEMBERS if m == "P02" or chance.happens(0.88)]


def _attend(story: Story, meeting: date) -> None:
    there = present(meeting)
    story.say(meeting, "clerk", "isg", "attend", meeting, *there)
    away = [member for member in MEMBERS if member not in there]
    if away:
        story.say(meeting, "clerk", "isg", "attend", meeting, *away, "--absent")


def _withdrawn(story: Story, meeting: date, subject: str, done: set[tuple[date, str, str]]) -> None:
    """Whoever has an interest leaves before the item."""
    for member in present(meeting):
        if (member, subject) in TIED and (meeting, member, subject) not in done:
            story.say(meeting, "clerk", "isg", "withdraw", meeting, member, subject)
            done.add((meeting, member, subject))


def _minutes(story: Story) -> None:
    done: set[tuple[date, str, str]] = set()
    for row in read("minutes"):
        meeting = date.fromisoformat(row["meeting"])
        _withdrawn(story, meeting, row["subject"], done)
        words = ["isg", "minute", str(meeting), "--decision", row["decision"]]
        if row["subject"]:
            words += ["--subject", row["subject"]]
        story.say(meeting, "clerk", *words)


def _advice(story: Story) -> None:
    """Forty pieces of advice, numbered as they are given, with answers and verdicts."""
    done: set[tuple[date, str, str]] = set()
    for number, row in enumerate(read("advice"), start=1):
        meeting = date.fromisoformat(row["meeting"])
        _withdrawn(story, meeting, row["subject"], done)
        _advise(story, meeting, row)
        if row["answered"]:
            _answer(story, number, row)
    _again(story)


def _advise(story: Story, meeting: date, row: dict[str, str]) -> None:
    words = ["isg", "advise", "--meeting", str(meeting), "--to", row["to"]]
    words += [row["subject"]] if row["subject"] else []
    words += ["--about", row["about"]] if row["about"] else []
    story.say(meeting, "clerk", *words, "--text", row["text"])


def _answer(story: Story, number: int, row: dict[str, str]) -> None:
    day = date.fromisoformat(row["answered"])
    words = ["isg", "respond", number, "--by", row["by"], "--text", row["answer"]]
    words += ["--evidence", row["evidence"]] if row["evidence"] else []
    story.say(day, "clerk", *words, "--date", day)
    if row["verdict"]:
        judged = next_meeting(day)
        refused = ["--reject"] if row["verdict"] == "rejected" else []
        note = ["--note", row["note"]] if row["note"] else []
        story.say(judged, "clerk", "isg", "accept", number, *refused, *note, "--date", judged)


def _again(story: Story) -> None:
    """What the group had not accepted is answered once more, now with evidence."""
    for row in read("second_answers"):
        _answer(story, int(row["number"]), row)


SLOW_TO_FOLLOW_UP = "900045"
ANSWERED_AT_LAST = date(2018, 7, 2)


def _escalation(story: Story) -> None:
    """A school that does not act on advice: step by step, until its evidence comes."""
    number = next(
        n
        for n, row in enumerate(read("advice"), start=1)
        if row["subject"] == SLOW_TO_FOLLOW_UP and not row["answered"]
    )
    for row in read("escalation"):
        day = date.fromisoformat(row["day"])
        if row["stage"] == "resolved":
            _answered_at_last(story, number)
        story.say(
            *(day, "coordinator", "escalate", row["subject"]),
            *("--stage", row["stage"].replace(" ", "-"), "--by", row["by"]),
            *("--reason", row["reason"]),
        )


def _answered_at_last(story: Story, number: int) -> None:
    said = "Every lesson visit is followed up within the week"
    shown = "log of visits and follow-ups, May to July"
    answer = ("isg", "respond", number, "--by", "head", "--text", said, "--evidence", shown)
    story.say(ANSWERED_AT_LAST, "clerk", *answer, "--date", ANSWERED_AT_LAST)
    judged = date(2018, 7, 19)
    story.say(judged, "clerk", "isg", "accept", number, "--date", judged)


def _commissioning(story: Story) -> None:
    """An alliance that does not deliver is heard, reviewed, and keeps its conditions."""
    spring, winter = date(2018, 4, 5), date(2018, 12, 13)
    heard = date(2018, 3, 26)
    why = "Two of our leaders were away from January; a third has joined since."
    first = ("tsa-review", SLOW_ALLIANCE, "--reply", why, "--by", "P10", "--date", heard)
    story.say(heard, SLOW_ALLIANCE, *first)
    reply = "We accept the conditions. The days not given will be given by July."
    conditions = "All days owed by July; one named lead; a report each fortnight"
    story.say(
        *(spring, "coordinator", "tsa-review", SLOW_ALLIANCE, "--outcome", "with-conditions"),
        *("--conditions", conditions, "--by", "P01", "--date", spring),
        *("--reason", "Half the days of the first two terms; one school has switched"),
    )
    told = date(2018, 4, 6)
    words = ("tsa-review", SLOW_ALLIANCE, "--reply", reply, "--by", "P10", "--date", told)
    story.say(told, SLOW_ALLIANCE, *words)
    story.say(
        *(winter, "coordinator", "tsa-review", SLOW_ALLIANCE, "--outcome", "recommission"),
        *("--by", "P01", "--date", winter, "--reason", "Every condition was kept"),
    )


def _comments(story: Story) -> None:
    for row in read("comments"):
        day = date.fromisoformat(row["day"])
        words = ("comment", row["subject"], "--by", row["by"], "--text", row["text"])
        story.say(day, "clerk", *words, "--date", day)
