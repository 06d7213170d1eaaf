"""A challenge team's briefing: what to check first, then what the record says."""

from collections.abc import Iterator

from bleadchallenge.packs.isg import tables
from bleadchallenge.packs.isg.value import Briefing, RecommendationRow, RubricRow
from bleadchallenge.packs.plain import cut
from bleadchallenge.packs.value import (
    Block,
    Cell,
    Column,
    ColumnType,
    Items,
    Section,
    Table,
    Text,
)

_WORDS_AT_MOST = 160


def briefing_sections(briefing: Briefing) -> tuple[Section, ...]:
    """A briefing on two pages."""
    return (
        Section("check", "What to check", tuple(_check(briefing))),
        Section("record", "What the record says", tuple(_record(briefing)), own_page=True),
    )


def _check(briefing: Briefing) -> Iterator[Block]:
    yield Text(briefing.headline.text, briefing.headline.refs, lead=True)
    yield tables.items(briefing.visit)
    if briefing.recommendations:
        yield _recommendations(briefing.recommendations)
    else:
        yield Text("No earlier review recommended anything.")
    if briefing.rubric:
        yield _rubric(briefing.reviews, briefing.rubric)


def _record(briefing: Briefing) -> Iterator[Block]:
    if briefing.kpis:
        yield tables.kpis(briefing.urn, briefing.kpis)
    yield briefing.days
    yield Text(briefing.in_dispute.text, briefing.in_dispute.refs)
    if briefing.advice:
        yield tables.advice("advice", "Advice of the group, and the replies", briefing.advice)
    else:
        yield Text("The group gave no advice here.")
    yield Text("What the school and the alliance say", lead=True)
    said = tuple(tables.quoted(each) for each in briefing.own_words)
    yield Items(said or ("Neither has sent a word of its own.",))
    yield Text("Questions to put", lead=True)
    yield tables.items(briefing.questions, numbered=True)


def _recommendations(found: tuple[RecommendationRow, ...]) -> Table:
    columns = (
        Column("recommendation"),
        Column("what was recommended", wide=True),
        Column("to"),
        Column("what the plan did about it", wide=True),
        Column("last found", ColumnType.STATUS),
        Column("found now"),
    )
    rows = tuple(
        (
            Cell(row.number),
            Cell(cut(row.text, _WORDS_AT_MOST)),
            Cell(row.whose),
            Cell(row.done.text, also=row.done.refs),
            row.found,
            Cell(""),
        )
        for row in found
    )
    note = "Found now: met, partly met or not met, with what you saw. Check each one."
    return Table("recommendations", "Earlier recommendations, one by one", columns, rows, (note,))


def _rubric(reviews: tuple[str, ...], found: tuple[RubricRow, ...]) -> Table:
    levels = tuple(Column(f"at the {each}", ColumnType.NUMBER) for each in reviews)
    columns = (Column("area", wide=True), *levels, Column("now"))
    rows = tuple((Cell(row.area), *row.levels, Cell("")) for row in found)
    return Table("rubric", "The rubric, to be judged again", columns, rows)
