"""The tables of the pack's pages."""

import re
from collections.abc import Iterable, Mapping

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.reports.asks import Ask, Quote
from bleadchallenge.packs.isg.value import (
    AdviceRow,
    AllianceRow,
    ChangeRow,
    ConcernRow,
    ExpectationRow,
    Grid,
    GridRow,
    KpiRow,
    MilestoneRow,
    RegisterRow,
    ReviewRow,
    Sentence,
)
from bleadchallenge.packs.plain import cut
from bleadchallenge.packs.value import Cell, Column, ColumnType, Items, Table

_WORDS_AT_MOST = 120
_RWM = "reading, writing and maths"
_SCALE = re.compile(r", (\d+) lowest to (\d+) highest$")
"""How an indicator's name ends whose scale is named: a page has it shorter."""
_ROWS_AT_MOST = 14
_CHANGE_AT_MOST = 260
_LATE_AT_MOST, _MILESTONES_AT_MOST = 6, 3


def _days(title: str) -> Column:
    return Column(title, ColumnType.NUMBER, decimals=2)


def asks(found: Iterable[Ask], pages: Mapping[str, int]) -> Table:
    """What is asked, why, the reply there is, and the page that tells more."""
    columns = (
        Column("ask", wide=True),
        Column("why now", wide=True),
        Column("the reply we have", wide=True),
        Column("page"),
    )
    rows = []
    quoted_already: set[Quote] = set()
    for number, ask in enumerate(found, 1):
        by = f" (by {ask.due.day} {ask.due:%b})" if ask.due else ""
        fresh = [each for each in ask.replies if each not in quoted_already]
        said = "; ".join(quoted(each) for each in fresh[:1])
        said = said or ("as above" if ask.replies else ("no reply" if ask.subject else "-"))
        quoted_already |= set(fresh[:1])
        page = pages.get(ask.goes_to)
        rows.append(
            (
                Cell(f"{number} {ask.name}: {ask.what}{by}", also=ask.refs),
                Cell(". ".join(_begun(why.rstrip(".")) for why in ask.why) + ".", also=ask.refs),
                Cell(said),
                Cell(str(page) if page else "-", goes_to=ask.goes_to),
            )
        )
    return Table("asks", "Asks of this meeting", columns, tuple(rows))


def items(found: Iterable[Sentence], *, numbered: bool = False) -> Items:
    """Sentences as a list, with the figures in them."""
    listed = tuple(found)
    refs = tuple(ref for each in listed for ref in each.refs)
    return Items(tuple(each.text for each in listed), numbered=numbered, refs=refs)


def concerns(found: Iterable[ConcernRow]) -> Table:
    """Schools of concern with a question each."""
    columns = (
        Column("school"),
        Column("status", ColumnType.STATUS),
        Column("since"),
        Column("why", wide=True),
        _days("days left"),
        Column("question to put", wide=True),
    )
    rows = tuple(
        (
            Cell(row.name, goes_to=f"school-{row.urn}"),
            Cell(row.concern.value, f"status/{row.urn}"),
            Cell(row.since),
            _sentence(row.reason),
            row.left,
            _sentence(row.question),
        )
        for row in found
    )
    return Table("concerns", "Schools of concern, the gravest first", columns, rows)


def grid(found: Grid, pages: Mapping[str, int]) -> Table:
    """A row a school, alphabetical."""
    years = f" {found.growth_years}" if found.growth_years else ""
    columns = (
        Column("school", wide=True),
        Column("status", ColumnType.STATUS),
        Column("why", wide=True),
        Column("readings"),
        Column("alliance"),
        _days("days left"),
        _days("behind"),
        Column("last review"),
        Column(f"growth{years}", ColumnType.NUMBER, decimals=1, unit="points"),
        Column("95 % interval"),
        Column("open advice", ColumnType.NUMBER),
        Column("last fortnights", ColumnType.STRIP),
        Column("page"),
    )
    note = "Alphabetical: the order says nothing. A strip begins with the oldest fortnight."
    rows = tuple(_grid_row(row, pages) for row in found.rows)
    return Table("grid", "Every school of the programme", columns, rows, (note,))


def _grid_row(row: GridRow, pages: Mapping[str, int]) -> tuple[Cell, ...]:
    page = pages.get(f"school-{row.urn}") or pages.get("schools-unchanged")
    return (
        Cell(row.name, goes_to=f"school-{row.urn}"),
        Cell(row.concern.value, f"status/{row.urn}"),
        _sentence(row.reason),
        _sentence(row.direction),
        Cell(row.alliance),
        row.left,
        row.behind,
        Cell(row.review),
        row.growth,
        row.interval,
        row.open_advice,
        Cell(row.concern.value, marks=row.strip),
        Cell(str(page) if page else "-"),
    )


def changes(name: str, title: str, found: tuple[ChangeRow, ...]) -> Table:
    """What changed, a row a school or alliance; what does not fit stands in the workbook."""
    how = [Column("how", ColumnType.STATUS)] if any(row.what for row in found) else []
    columns = (Column("school or alliance"), *how, Column("what", wide=True))
    rows = tuple(
        (
            Cell(row.name),
            *([Cell(row.what)] if how else []),
            Cell(cut(row.words.text, _CHANGE_AT_MOST), also=row.words.refs),
        )
        for row in found[:_ROWS_AT_MOST]
    )
    return Table(name, title, columns, rows, _more(len(found)))


def _more(many: int) -> tuple[str, ...]:
    if many <= _ROWS_AT_MOST:
        return ()
    return ("The rest stands in the workbook, sheet Changes.",)


def reviews(found: tuple[ReviewRow, ...]) -> Table:
    """Reviews held since the last pack."""
    columns = (
        Column("school"),
        Column("review"),
        Column("held", ColumnType.DAY),
        Column("progress", ColumnType.STATUS),
        Column("impact", ColumnType.STATUS),
        Column("then"),
    )
    rows = tuple(
        (
            Cell(row.name),
            Cell(row.stage),
            Cell(row.held_on),
            Cell(row.progress or None),
            Cell(row.impact or None),
            Cell(row.then),
        )
        for row in found
    )
    return Table("reviews", "Reviews held", columns, rows)


def alliances(found: tuple[AllianceRow, ...]) -> Table:
    """A row an alliance; never a ranking."""
    columns = (
        Column("alliance", wide=True),
        Column("flag", ColumnType.STATUS),
        Column("schools", ColumnType.NUMBER),
        _days("due by now"),
        _days("used"),
        _days("behind"),
        Column("impact at reviews"),
        Column("support KPIs", wide=True),
        Column("advice", wide=True),
        Column("its reply", wide=True),
    )
    rows = tuple(
        (
            Cell(row.name),
            Cell(row.flag, f"alliance/{row.code}/flag"),
            row.schools,
            row.due,
            row.used,
            row.behind,
            Cell(row.ratings or None, f"alliance/{row.code}/ratings"),
            Cell(row.kpis or None, f"alliance/{row.code}/kpis"),
            _sentence(row.advice),
            Cell(quoted(row.reply)),
        )
        for row in found
    )
    note = (
        "Alphabetical and not ranked: each has too few schools for that. An alliance answers for "
        "its own days in its own time. Days are those of all its schools."
    )
    return Table("alliances", "Alliances", columns, rows, (note,))


def register(found: tuple[RegisterRow, ...]) -> Table:
    """Who is on the register, at which stage, and whose move it is."""
    columns = (
        Column("school, alliance or partner"),
        Column("stage", ColumnType.STATUS),
        Column("since", ColumnType.DAY),
        Column("comply by", ColumnType.DAY),
        Column("whose move", wide=True),
        Column("evidence", wide=True),
        Column("recommended"),
    )
    rows = tuple(
        (
            Cell(row.name),
            Cell(row.stage),
            Cell(row.since),
            Cell(row.comply_by),
            Cell(row.move),
            _sentence(row.evidence),
            Cell(row.recommended or None),
        )
        for row in found
    )
    note = "The rules recommend; people decide. A notice is the authority's alone."
    return Table("register", "On the register", columns, rows, (note,))


def advice(name: str, title: str, found: Iterable[AdviceRow], *, whom: bool = True) -> Table:
    """Open advice with its last reply."""
    columns = (
        Column("no.", ColumnType.NUMBER),
        *([Column("to")] if whom else []),
        Column("advice", wide=True),
        Column("due", ColumnType.DAY),
        Column("state", ColumnType.STATUS),
        Column("working days late", ColumnType.NUMBER),
        Column("last reply", wide=True),
    )
    rows = tuple(
        (
            row.number,
            *([Cell(row.name)] if whom else []),
            Cell(row.text),
            Cell(row.due),
            row.state,
            row.late,
            Cell(cut(row.reply, _WORDS_AT_MOST)),
        )
        for row in found
    )
    return Table(name, title, columns, rows)


def kpis(urn: str, found: Iterable[KpiRow]) -> Table:
    """One table of indicators: the support's above, the school's below."""
    columns = (
        Column("indicator", wide=True),
        Column("of the"),
        Column("status", ColumnType.STATUS),
        Column("reading"),
        Column("last"),
        Column("target"),
        Column("so far", ColumnType.SPARK),
    )
    listed = tuple(found)
    first = {row.side: row.name for row in reversed(listed)}
    rows = tuple(
        (
            Cell(_SCALE.sub(r" (\1 to \2)", row.name.replace(_RWM, "RWM"))),
            Cell(row.side) if first[row.side] == row.name else Cell("", again=row.side),
            row.status,
            row.reading,
            row.last,
            row.target,
            Cell(None, marks=tuple("" if each is None else f"{each:g}" for each in row.readings)),
        )
        for row in listed
    )
    return Table(f"kpis-{urn}", "Indicators", columns, rows)


def milestones(urn: str, found: Iterable[MilestoneRow]) -> Table:
    """Milestones that are late, then the next; a state stands there only where one is late."""
    listed = tuple(found)
    late = sum(row.late for row in listed)
    state = (Column("state", ColumnType.STATUS),) if late else ()
    columns = (
        Column("no.", ColumnType.NUMBER),
        Column("milestone", wide=True),
        Column("due", ColumnType.DAY),
        *state,
    )
    shown = listed[: max(_MILESTONES_AT_MOST, min(late, _LATE_AT_MOST))]
    rows = tuple(
        (row.number, Cell(row.text), Cell(row.due), *((row.state,) if state else ()))
        for row in shown
    )
    title = "Milestones late, or due soon" if late else "Milestones due soon"
    return Table(f"milestones-{urn}", title, columns, rows)


def expectations(found: Iterable[ExpectationRow]) -> Table:
    """The four expectations of the programme as a whole."""
    columns = (
        Column("expectation"),
        Column("state", ColumnType.STATUS),
        Column("evidence", wide=True),
        Column("since the last pack"),
    )
    rows = tuple((Cell(row.expectation), row.state, row.evidence, Cell(row.moved)) for row in found)
    return Table("expectations", "The four expectations, over all schools", columns, rows)


def quoted(quote: Quote | None) -> str:
    """A reply as it is printed, or that there is none."""
    if quote is None:
        return "no reply"
    text = cut(quote.text, _WORDS_AT_MOST)
    return f"{quote.by}, {show_day(quote.on)}: “{text}”"


def _sentence(said: Sentence) -> Cell:
    return Cell(said.text or None, also=said.refs)


def _begun(text: str) -> str:
    return text[:1].upper() + text[1:]
