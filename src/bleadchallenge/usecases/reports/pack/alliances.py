"""A page an alliance: schools, days, support indicators, ratings, responsiveness."""

from collections.abc import Iterator

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.support.days import account, in_days
from bleadchallenge.domain.support.own_time import OwnTime
from bleadchallenge.packs.value import Block, Cell, Column, ColumnType, Section, Table, Text
from bleadchallenge.store.escalation.commissioning import ratings_of
from bleadchallenge.store.scrutiny.comments import comments_of
from bleadchallenge.store.support.days import alliance_days, own_ledger, times_of
from bleadchallenge.store.tables import Alliance
from bleadchallenge.usecases.kpis.status import KpiStatusRow, support_rows
from bleadchallenge.usecases.reports.pack import grid
from bleadchallenge.usecases.reports.pack.material import PackData

_SCHOOLS = (
    Column("school", wide=True),
    Column("state"),
    Column("days used", ColumnType.NUMBER, decimals=2),
    Column("days released", ColumnType.NUMBER, decimals=2),
    Column("support KPIs"),
    Column("impact at reviews"),
)
_CARRIES = (Column("what"), Column("number", ColumnType.NUMBER))
_SUMS = (Column("days of the alliance"), Column("days", ColumnType.NUMBER, decimals=2))


def section(material: PackData) -> Section:
    """The section with a page for each alliance; no ranking."""
    pages = tuple(page(material, alliance) for alliance in material.alliances)
    return Section("alliances", "Alliance by alliance", (), pages, own_page=True)


def page(material: PackData, alliance: Alliance) -> Section:
    """An alliance's own page."""
    blocks: list[Block] = [
        Text("Alliances are not ranked: each has too few schools for it to be fair."),
        _carries(material, alliance),
        *_schools(material, alliance),
        _sums(material, alliance),
        *_comments(material, alliance),
    ]
    title = f"{alliance.name} ({alliance.code})"
    return Section(f"alliance-{alliance.code}", title, tuple(blocks), own_page=True)


def _schools(material: PackData, alliance: Alliance) -> Iterator[Block]:
    """Each school in the alliance's own time; one that another has taken over stays with it."""
    schools = {school.urn: school for school in material.schools}
    rated = ratings_of(material.reader, alliance.code, material.as_of)
    rows = []
    for urn, own in times_of(material.reader, alliance.code, material.as_of):
        if urn not in schools:
            continue
        ledger = own_ledger(material.reader, material.policy, urn, own, material.as_of)
        stands = ledger.account(material.as_of)
        impact = [f"{r.stage} {r.rating}" for r in rated if r.urn == urn and own.holds(r.held_on)]
        rows.append(
            (
                Cell(schools[urn].name),
                Cell(_until(own) or schools[urn].standing.state.value),
                Cell(in_days(stands.used), f"days/{urn}@{alliance.code}/used"),
                Cell(in_days(stands.released), f"days/{urn}@{alliance.code}/released"),
                Cell(
                    grid.counted(_support(material, urn, alliance.code)),
                    f"kpis/{urn}@{alliance.code}/support",
                ),
                Cell("; ".join(impact)),
            )
        )
    if rows:
        note = "KPIs: on track / recoverable / off track / no reading."
        yield Table(f"schools-{alliance.code}", "Its schools", _SCHOOLS, tuple(rows), (note,))


def _support(material: PackData, urn: str, code: str) -> list[KpiStatusRow]:
    return support_rows(material.reader, material.policy, material.as_of, urn, code)


def _until(own: OwnTime) -> str:
    return f"supported until {show_day(own.last)}" if own.last else ""


def _sums(material: PackData, alliance: Alliance) -> Table:
    whole = account(alliance_days(material.reader, alliance.code, material.as_of), 0)
    parts = ("planned", "delivered", "confirmed", "disputed", "cancelled")
    ref = f"days/{alliance.code}"
    rows = tuple(
        (Cell(part), Cell(in_days(getattr(whole, part)), f"{ref}/{part}")) for part in parts
    )
    return Table(f"days-{alliance.code}", "Days, over all its schools", _SUMS, rows)


def _carries(material: PackData, alliance: Alliance) -> Table:
    own = [row for row in material.advice if row.subject == alliance.code]
    rows = (
        ("schools it supports", "schools", len(material.of_alliance(alliance.code))),
        ("capacity in days", "capacity", alliance.capacity_days),
        ("advice given to it", "advice", len(own)),
        ("answered late, or past its day", "late", sum(bool(row.days_late) for row in own)),
    )
    cells = tuple(
        (Cell(words), Cell(value, f"alliance/{alliance.code}/{what}"))
        for words, what, value in rows
    )
    return Table(f"carries-{alliance.code}", "What it carries", _CARRIES, cells)


def _comments(material: PackData, alliance: Alliance) -> Iterator[Block]:
    for comment in comments_of(material.reader, alliance.code, material.as_of)[-1:]:
        yield Text(f"The alliance's own word, {comment.on_day} ({comment.by}): {comment.text}")
