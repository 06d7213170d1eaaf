"""A page a school: its story, its indicators, plan, days, reviews, advice, own word."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.choices import Side
from bleadchallenge.domain.scrutiny.questions import IndicatorSeen, SchoolSnapshot, questions
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.packs.value import Block, Cell, Column, ColumnType, Items, Section, Table, Text
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.intelligence import shareable_intelligence
from bleadchallenge.store.plans.action_plans import open_milestones, outcome_on
from bleadchallenge.store.scrutiny.comments import comments_of
from bleadchallenge.store.tables import Milestone, Recommendation, RecommendationCheck, Review
from bleadchallenge.usecases.reports.pack import expectations, indicators
from bleadchallenge.usecases.reports.pack.changes import ChangeNote, sentences
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData

_MILESTONES = (
    Column("no.", ColumnType.NUMBER),
    Column("milestone", wide=True),
    Column("due", ColumnType.DAY),
    Column("owner"),
    Column("state", ColumnType.STATUS),
    Column("evidence", wide=True),
)
_DAYS = (Column("days of support"), Column("days", ColumnType.NUMBER, decimals=2))
_RECOMMENDATIONS = (
    Column("review"),
    Column("no.", ColumnType.NUMBER),
    Column("recommendation", wide=True),
    Column("found since"),
)
_ADVICE = (
    Column("no.", ColumnType.NUMBER),
    Column("given", ColumnType.DAY),
    Column("advice", wide=True),
    Column("due", ColumnType.DAY),
    Column("state"),
    Column("answer", wide=True),
)


def section(material: PackData, said: Iterable[ChangeNote]) -> Section:
    """The section with a page for each school, in alphabetical order.

    What is known softly stands here if it may, and not on a page that goes to
    the school.
    """
    of_school: dict[str, list[ChangeNote]] = defaultdict(list)
    for each in said:
        of_school[each.code].append(each)
    pages = tuple(
        replace(own, blocks=(*own.blocks, *_intelligence(material, school)))
        for school in material.schools
        for own in (page(material, school, of_school[school.urn]),)
    )
    return Section("schools", "School by school", (), pages, own_page=True)


def page(material: PackData, school: SchoolData, said: Iterable[ChangeNote]) -> Section:
    """A school's own page; ``said`` is what changed there since the last pack."""
    blocks: list[Block] = [_standing(school), *_story(said), *_questions(material, school)]
    for side in Side:
        table = indicators.table(school.kpi_rows, side, school.urn)
        if table.rows:
            blocks.append(table)
    blocks.append(expectations.of_school(school))
    blocks += material.results.blocks(school.urn)
    blocks += [_days(school), *_milestones(material, school), *_reviews(material, school)]
    blocks += [*_advice(school), *_comments(material, school)]
    title = f"{school.name} ({school.urn})"
    return Section(f"school-{school.urn}", title, tuple(blocks), own_page=True)


def _standing(school: SchoolData) -> Text:
    alliance = school.assignment.alliance if school.assignment else "no alliance"
    state = school.standing.state.capitalize()
    return Text(f"{state}: {school.standing.why}. Alliance: {alliance}.")


def _story(said: Iterable[ChangeNote]) -> Iterator[Block]:
    own = sentences(said)
    yield Text("Since the last pack:" if own else "Nothing was recorded since the last pack.")
    if own:
        yield Items(own)


def _questions(material: PackData, school: SchoolData) -> Iterator[Block]:
    yield Text("Two questions worth asking:")
    yield Items(questions(seen(material, school)), numbered=True)


def seen(material: PackData, school: SchoolData) -> SchoolSnapshot:
    """What a questioner sees of a school."""
    wanting = open_milestones(material.reader, school.urn, material.as_of)
    late = [milestone for milestone in wanting if milestone.due_on < material.as_of]
    unsigned = tuple(
        role
        for role in ("head", "chair")
        if any(role in condition.words for condition in school.standing.unmet)
    )
    pace = school.ledger.pace(material.policy, material.as_of)
    overdue = [row.number for row in school.advice if row.outstanding and row.days_late]
    return SchoolSnapshot(
        alliance=school.assignment.alliance if school.assignment else None,
        unsigned=unsigned,
        indicators=tuple(_indicators(school)),
        overdue_milestones=tuple(milestone.text for milestone in late),
        overdue_advice=tuple(overdue),
        behind_quarters=max(0, pace - school.account.used),
        disputed_quarters=school.account.disputed,
        growth_behind=material.results.growth_behind(school.urn),
    )


def _indicators(school: SchoolData) -> Iterator[IndicatorSeen]:
    for row in school.kpi_rows:
        yield IndicatorSeen(
            name=row.name,
            side=row.side,
            status=row.status,
            travel=row.travel,
            value=row.value,
            target=row.target,
            unit=row.unit,
            read_on=row.read_on,
        )


def _days(school: SchoolData) -> Table:
    account, ref = school.account, f"days/{school.urn}"
    parts = ("released", "used", "planned", "disputed", "left")
    rows = tuple(
        (Cell(part), Cell(in_days(getattr(account, part)), f"{ref}/{part}")) for part in parts
    )
    return Table(f"days-{school.urn}", "Days of support", _DAYS, rows)


def _milestones(material: PackData, school: SchoolData) -> Iterator[Block]:
    found = material.reader.where(Milestone, urn=school.urn)
    wanting = {each.number for each in open_milestones(material.reader, school.urn, material.as_of)}
    if found:
        rows = tuple(
            (
                Cell(milestone.number),
                Cell(milestone.text),
                Cell(milestone.due_on),
                Cell(milestone.owner),
                Cell(_state(milestone, material.as_of, is_open=milestone.number in wanting)),
                Cell(milestone.evidence if outcome_on(milestone, material.as_of) else ""),
            )
            for milestone in found
        )
        yield Table(f"milestones-{school.urn}", "Plan and milestones", _MILESTONES, rows)


def _state(milestone: Milestone, as_of: date, *, is_open: bool) -> str:
    if not is_open:
        return outcome_on(milestone, as_of) or "dropped"
    return "overdue" if milestone.due_on < as_of else "not yet due"


def _reviews(material: PackData, school: SchoolData) -> Iterator[Block]:
    reader, urn = material.reader, school.urn
    for review in reader.where(Review, urn=urn):
        if review.held_on <= material.as_of:
            ratings = ", ".join(
                f"{name} {value}"
                for name in ("progress", "impact", "sustainability")
                if (value := getattr(review, name))
            )
            words = f"{review.stage.capitalize()} review of {review.held_on}"
            yield Text(". ".join(part for part in (words, ratings, review.findings) if part))
    rows = tuple(_recommendations(reader, urn))
    if rows:
        yield Table(f"recommendations-{urn}", "Recommendations", _RECOMMENDATIONS, rows)


def _recommendations(reader: Reader, urn: str) -> Iterator[tuple[Cell, ...]]:
    checks = {
        (check.stage, check.number): f"{check.outcome} ({check.checked_at})"
        for check in reader.where(RecommendationCheck, urn=urn)
    }
    for each in reader.where(Recommendation, urn=urn):
        found = checks.get((each.stage, each.number), "")
        yield Cell(each.stage), Cell(each.number), Cell(each.text), Cell(found)


def _advice(school: SchoolData) -> Iterator[Block]:
    rows = tuple(
        (
            Cell(row.number),
            Cell(row.given_on),
            Cell(row.text),
            Cell(row.due_on),
            Cell(row.state, f"advice/{row.number}/state"),
            Cell(row.answer or ""),
        )
        for row in school.advice
    )
    if rows:
        yield Table(f"advice-{school.urn}", "Advice and answers", _ADVICE, rows)


def _intelligence(material: PackData, school: SchoolData) -> Iterator[Block]:
    notes = shareable_intelligence(material.reader, school.urn, material.as_of)
    if notes:
        yield Text("Known softly, and marked shareable:")
        yield Items(tuple(f"{show_day(note.noted_on)}: {note.text}" for note in notes))


def _comments(material: PackData, school: SchoolData) -> Iterator[Block]:
    for comment in comments_of(material.reader, school.urn, material.as_of)[-1:]:
        yield Text(f"The school's own word, {comment.on_day} ({comment.by}): {comment.text}")
