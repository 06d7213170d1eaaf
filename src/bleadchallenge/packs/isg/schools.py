"""A page a school; schools with nothing new share one."""

from collections.abc import Iterator

from bleadchallenge.packs.isg import tables
from bleadchallenge.packs.isg.value import SchoolPage
from bleadchallenge.packs.value import Block, Cell, Column, ColumnType, Items, Section, Table, Text


def section(pages: tuple[SchoolPage, ...]) -> Section:
    """The section with a page for each school, in alphabetical order."""
    new = tuple(one(page) for page in pages if page.new)
    same = tuple(page for page in pages if not page.new)
    below = (*new, _shared(same)) if same else new
    return Section("schools", "School by school", (), below, own_page=True)


def one(page: SchoolPage) -> Section:
    """A school's own page."""
    title = f"{page.name} ({page.urn})"
    return Section(f"school-{page.urn}", title, tuple(_blocks(page)), own_page=True)


def _blocks(page: SchoolPage) -> Iterator[Block]:
    yield Text(page.headline.text, page.headline.refs, lead=True)
    yield tables.items(page.story)
    if page.kpis:
        yield tables.kpis(page.urn, page.kpis)
    if page.days is not None:
        yield page.days
    if page.milestones:
        yield tables.milestones(page.urn, page.milestones)
    if page.results is not None:
        yield page.results
    if page.advice:
        title = "Open advice"
        yield tables.advice(f"advice-{page.urn}", title, page.advice, whom=False)
    if page.known_softly:
        yield Text("Known softly, and marked shareable", lead=True)
        yield Items(page.known_softly)
    if page.own_word:
        yield Text(f"The school's own word. {tables.quoted(page.own_word)}")
    yield Text("Two questions", lead=True)
    yield tables.items(page.questions, numbered=True)


def _shared(pages: tuple[SchoolPage, ...]) -> Section:
    """The page of the schools of which nothing was recorded since the last pack."""
    columns = (
        Column("school"),
        Column("status", ColumnType.STATUS),
        Column("how it stands", wide=True),
        Column("question to put", wide=True),
    )
    rows = tuple(
        (
            Cell(page.name),
            Cell(page.concern.value, f"status/{page.urn}"),
            Cell(page.headline.text, also=page.headline.refs),
            Cell(page.questions[0].text, also=page.questions[0].refs),
        )
        for page in pages
    )
    note = "Their readings and milestones stand in the workbook."
    table = Table("unchanged", "Nothing was recorded since the last pack", columns, rows, (note,))
    return Section("schools-unchanged", "Schools with nothing new", (table,), own_page=True)
