"""The whole story of a school, an alliance or a person: who did what, when and why."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bleadchallenge.domain.errors import UsageError
from bleadchallenge.domain.moments import shown_moment
from bleadchallenge.domain.support.days import GIVEN, decimal_days
from bleadchallenge.store.engine.differences import Difference
from bleadchallenge.store.engine.history import ever_known, records_of
from bleadchallenge.store.engine.reader import Reader
from bleadchallenge.store.engine.zone import zone_of
from bleadchallenge.store.facts.base import Fact, copy_of, key_of
from bleadchallenge.store.schools.cohorts import of_cohort
from bleadchallenge.store.schools.subjects import subject_names
from bleadchallenge.store.support.days import entries
from bleadchallenge.store.tables import Alliance, SupportDay, fact_tables
from bleadchallenge.usecases.ledger.change_words import RecordInWords, records_in_words
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.subjects import find_alliance, find_person
from bleadchallenge.usecases.reports.pack.change_moves import moved
from bleadchallenge.usecases.reports.pack.change_words import SENTENCES, UNSAID, sentence
from bleadchallenge.usecases.reports.pack.changes import RANK, subject_of
from bleadchallenge.usecases.reports.pack.names import Names
from bleadchallenge.usecases.request import Request, policy_of
from bleadchallenge.usecases.schools.story_days import StoryDays, advice_of

_SCHOOL_COLUMNS = ("urn", "subject", "from_school", "to_school")
_PEOPLE = (
    *("person", "decided_by", "agreed_by", "confirmed_by", "by", "with_whom"),
    *("owner", "released_by", "carried_by", "presenter", "people", "contact"),
)
_STEPS = {"agreement": "state", "selection": "state"}
"""The tables whose records go through states, each of which is told."""

_LATER: dict[str, tuple[str, ...]] = {
    "assignment": ("to_day",),
    "kpi": ("retired_on",),
    "signature": ("withdrawn_on",),
    "warning_notice": ("complied_on",),
    "milestone": ("judged_on",),
    "visit": ("kept_on",),
    "deliverer": ("to_day",),
    "gained_designation": ("lost_on",),
    "selection": ("paused_on", "withdrawn_on"),
    "session_place": ("followed_up_on", "impact_on"),
    "conference_commitment": ("kept_on",),
}
"""The columns of a day on which a record went on, or came to its end."""


@row
class StoryRow:
    """Something that happened: on which day, of what kind, who did what, and why."""

    day: date
    school: str
    kind: str
    who: str = column(rank=1)
    what: str
    why: str
    change: int = column(rank=2)


@dataclass(frozen=True, slots=True)
class Story:
    """What a story is told with: the store, the day, and the words for records."""

    reader: Reader
    as_of: date
    names: Names
    days: StoryDays


def school_story(asked: Request, text: str) -> Listing[StoryRow]:
    """A school's story up to the day judged from."""
    with asked.reading() as reader:
        urn = find_school(reader, text).urn
        advised = advice_of(reader, urn)
        return _list_story(
            asked, reader, lambda fact: _is_about(fact, urn, _SCHOOL_COLUMNS, advised)
        )


def alliance_story(asked: Request, text: str) -> Listing[StoryRow]:
    """An alliance's story, over its schools of the cohort."""
    with asked.reading() as reader:
        code, columns = find_alliance(reader, text).code, ("alliance", "subject")
        advised = advice_of(reader, code)

        def is_its(fact: Fact) -> bool:
            is_itself = fact.__tablename__ == "alliance" and key_of(fact) == (code,)
            return is_itself or _is_about(fact, code, columns, advised)

        return _list_story(asked, reader, is_its, of_one_cohort=True)


def person_story(asked: Request, text: str) -> Listing[StoryRow]:
    """What a person did and was named for; never of the talent that is grown."""
    with asked.reading() as reader:
        person = find_person(reader, text)
        named = "|".join(re.escape(each) for each in (person.code, person.name) if each)
        names = re.compile(rf"(?<!\w)(?:{named})(?!\w)")

        def is_theirs(fact: Fact) -> bool:
            if fact.__tablename__ == "person":
                return key_of(fact) == (person.code,)
            return any(names.search(str(getattr(fact, name, "") or "")) for name in _PEOPLE)

        return _list_story(asked, reader, is_theirs, of_one_cohort=True)


def change_story(asked: Request, number: int) -> Listing[RecordInWords]:
    """What a change did, in words."""
    with asked.reading() as reader:
        if not 0 < number <= reader.change:
            raise UsageError(f"there is no change {number}", fix="bleadchallenge history")
        story = _story(reader, asked.as_of)
        told = tuple(records_in_words(number, records_of(reader, number), story.names))
        change = story.days.made[number]
        is_of_talent = any(each.kind == _TALENT for each in told)
        reason = f": {change.reason}" if change.reason and not is_of_talent else ""
        when = shown_moment(change.at, zone_of(reader.session))
        note = f"change {number} of {change.author} on {when}{reason}"
        return Listing("show-change", asked.as_of, reader.change, RecordInWords, told, (note,))


def _story(reader: Reader, as_of: date) -> Story:
    names = Names(reader, policy_of(reader), subject_names(reader))
    return Story(reader, as_of, names, StoryDays(reader, names))


def _list_story(
    asked: Request,
    reader: Reader,
    is_its: Callable[[Fact], bool],
    *,
    of_one_cohort: bool = False,
) -> Listing[StoryRow]:
    """The story of all records that are its, in the order of days."""
    story = _story(reader, asked.as_of)
    every = [fact for kind in fact_tables().values() for fact in _records(reader, kind)]
    own = [fact for fact in every if is_its(fact)]
    own = of_cohort(reader, own) if of_one_cohort else own
    support = [fact for fact in own if isinstance(fact, SupportDay)]
    rows = [*_by_month(story, support), *(each for fact in own for each in _of(story, fact))]
    known = [told for told in rows if told.day <= asked.as_of]
    return Listing("show", asked.as_of, reader.change, StoryRow, tuple(_together(known)))


def _together(told: Iterable["_Told"]) -> Iterator[StoryRow]:
    """The rows in the order of days; what shares its lead is told in one."""
    alike: dict[_Told, list[str]] = defaultdict(list)
    for each in sorted(told, key=_order):
        alike[replace(each, words="")].append(each.words)
    for each, words in alike.items():
        for what in (", ".join(words),) if each.lead else words:
            yield StoryRow(
                each.day,
                each.school,
                each.kind,
                each.who,
                said := _joined(each.lead, what),
                "" if each.why in said else each.why,
                each.change,
            )


@dataclass(frozen=True, slots=True)
class _Told:
    """What is told of a record; ``lead`` is what it shares with others of its kind."""

    day: date
    change: int
    rank: int
    school: str
    kind: str
    who: str
    lead: str
    words: str
    why: str


def _order(told: _Told) -> tuple[date, int, int]:
    return told.day, told.change, told.rank


def _records(reader: Reader, kind: type[Fact]) -> Iterable[Fact]:
    """The live records of a table that are told of; of those with states, one for each state."""
    table = str(kind.__tablename__)
    if table in UNSAID or table not in SENTENCES:
        return ()
    if table not in _STEPS:
        return reader.where(kind)
    live = {key_of(fact) for fact in reader.where(kind)}
    steps = {(key_of(f), getattr(f, _STEPS[table])): f for f in ever_known(reader, kind)}
    return [fact for (key, _), fact in steps.items() if key in live]


def _is_about(fact: Fact, code: str, columns: Iterable[str], advised: frozenset[int]) -> bool:
    if fact.__tablename__ in ("advice_response", "advice_verdict"):
        return getattr(fact, "advice", None) in advised
    return any(getattr(fact, name, None) == code for name in columns)


def _of(story: Story, fact: Fact) -> Iterator[_Told]:
    """A record as it came in, and each day on which it went on."""
    if isinstance(fact, SupportDay):
        return
    table, days = str(fact.__tablename__), story.days
    came = fact.since if table in _STEPS else days.came(fact)
    said = sentence(table, fact, story.names)
    yield _row(story, fact, days.day(fact), said, days.why(fact), came)
    for name in _LATER.get(table, ()):
        if (day := getattr(fact, name)) is not None:
            step = Difference(table, fact.TITLE, copy_of(fact, {name: None}), fact)
            yield _row(story, fact, day, moved(step, story.names), "", fact.since)


def _joined(lead: str, words: str) -> str:
    return f"{lead}: {words}" if lead else words


def _row(
    story: Story, fact: Fact, day: date, said: tuple[str, str], why: str, change: int
) -> _Told:
    table = str(fact.__tablename__)
    code = subject_of(Difference(table, fact.TITLE, None, fact), story.names)
    is_school = bool(code) and not story.reader.where(Alliance, code=code)
    return _Told(
        day,
        change,
        RANK.get(table, len(RANK)),
        story.names.subject(code) if is_school else "",
        fact.TITLE or table,
        story.days.who(fact),
        *said,
        why,
    )


def _by_month(story: Story, support: Iterable[SupportDay]) -> Iterator[_Told]:
    """The days that were given, summed by month, school and alliance, as the school said of them.

    They stand on the last of the days.
    """
    kept = {day.number: day for day in support}
    months: dict[tuple[int, int, str, str, str], list[SupportDay]] = defaultdict(list)
    for each in entries(kept.values(), story.as_of):
        if each.state in GIVEN:
            day = kept[each.number]
            months[each.on.year, each.on.month, day.urn, each.alliance, each.state].append(day)
    for (*_, urn, alliance, state), days in months.items():
        last = max(days, key=lambda day: (day.on_day, day.since))
        words = f"{decimal_days(sum(day.quarters for day in days))} in {last.on_day:%B %Y}, {state}"
        why = "; ".join(dict.fromkeys(day.note for day in days if day.note))
        told = _row(story, last, last.on_day, ("", words), why, last.since)
        yield replace(
            told,
            school=story.names.subject(urn),
            kind="days of support",
            who=story.names.subject(alliance),
        )


_TALENT = "talent step"
