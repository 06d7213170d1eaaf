"""Other reports: a school's own copy, an alliance's, the programme's, a public summary."""

from collections.abc import Callable

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.choices import Side
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.kpis.status import Status
from bleadchallenge.domain.support.days import in_days
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.render import render
from bleadchallenge.packs.value import (
    Audience,
    Cell,
    Column,
    ColumnType,
    Pack,
    Section,
    Table,
    Text,
)
from bleadchallenge.store.reports import change_behind
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.reports.pack import (
    alliances,
    asks,
    exceptions,
    expectations,
    grid,
    notes,
    register,
    schools,
)
from bleadchallenge.usecases.reports.pack.issuing import edition_of
from bleadchallenge.usecases.reports.pack.material import PackData, gather
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.scrutiny import meetings

_COUNTS = (Column("what", wide=True), Column("number", ColumnType.NUMBER, decimals=2))


def school_copy(asked: Request, wanted: ReportOptions) -> Receipt:
    """A school's own page, for the school: nothing of another school stands in it."""

    def build(material: PackData) -> Pack:
        urn = find_programme_school(material.reader, wanted.of("school")).urn
        own = next((school for school in material.schools if school.urn == urn), None)
        if own is None:
            raise DataError(
                f"{urn} is not one of the programme's selected schools",
                fix="bleadchallenge schools lists them",
            )
        sections = (
            schools.page(material, own, []),
            notes.section(material.reader, material.policy, material.as_of),
        )
        return _pack(material, "school-copy", own.name, Audience.SCHOOL, sections, urn)

    return _made(asked, wanted, build)


def alliance_copy(asked: Request, wanted: ReportOptions) -> Receipt:
    """An alliance's own page, for the alliance."""

    def build(material: PackData) -> Pack:
        chosen = find_alliance(material.reader, wanted.of("alliance"))
        sections = (
            alliances.page(material, chosen),
            notes.section(material.reader, material.policy, material.as_of),
        )
        return _pack(material, "tsa", chosen.name, Audience.ALLIANCE, sections, chosen.code)

    return _made(asked, wanted, build)


def programme(asked: Request, wanted: ReportOptions) -> Receipt:
    """The whole programme for its office: the sections of the pack but without the past one."""

    def build(material: PackData) -> Pack:
        sections = (
            asks.section(material),
            totals(material),
            expectations.section(material),
            grid.section(material),
            exceptions.section(material),
            alliances.section(material),
            register.section(material),
            notes.section(material.reader, material.policy, material.as_of),
        )
        title = material.policy.title
        return _pack(material, "programme", title, Audience.PROGRAMME, sections)

    return _made(asked, wanted, build)


def public(asked: Request, wanted: ReportOptions) -> Receipt:
    """A summary for anybody: sums over the programme, no school and no person named."""

    def build(material: PackData) -> Pack:
        about = Text(
            f"{material.policy.title} supports {len(material.schools)} primary schools in "
            f"{material.policy.city}. No school and no person is named here."
        )
        sections = (
            Section("about", "The programme", (about,)),
            totals(material),
        )
        return _pack(material, "public", material.policy.title, Audience.PUBLIC, sections)

    return _made(asked, wanted, build)


def _made(asked: Request, wanted: ReportOptions, build: Callable[[PackData], Pack]) -> Receipt:
    with asked.reading() as reader:
        known_at, as_of = change_behind(reader), asked.as_of
        if wanted.number is not None:
            edition = edition_of(reader, wanted.number)
            known_at, as_of = edition.known_at, edition.meeting
        then = reader.at_change(known_at, as_of)
        policy = policy_of(then)
        so_far = tuple(meetings.meetings_so_far(then, policy, as_of))
        pack = build(gather(then, policy, as_of, so_far, None))
    if asked.dry_run:
        return Receipt(None, (f"{pack.title}: {pack.audience}",), dry_run=True)
    paths = render(pack, wanted.out, wanted.forms, wanted.templates)
    said = f"{pack.title} ({pack.audience}), digest {digest_of(pack)[:12]}"
    return Receipt(None, (said, *(f"  {path}" for path in paths)), only_read=True)


def _pack(
    material: PackData,
    kind: str,
    title: str,
    audience: Audience,
    sections: tuple[Section, ...],
    about: str = "",
) -> Pack:
    return Pack(
        kind=kind,
        title=title,
        subtitle=f"{material.policy.title}: as of {show_day(material.as_of)}",
        audience=audience,
        as_of=material.as_of,
        made_from=material.reader.change,
        policy=material.policy.name,
        sections=sections,
        about=about,
    )


def totals(material: PackData) -> Section:
    """Sums over the programme, in which no single school can be told."""
    used = sum(school.account.used for school in material.schools)
    released = sum(school.account.released for school in material.schools)
    rows = [
        ("schools", float(len(material.schools))),
        ("days of support released", in_days(released)),
        ("days of support given", in_days(used)),
    ]
    for side in Side:
        statuses = [row.status for row in material.kpi_rows if row.side is side]
        rows += [
            (f"indicators of the {side}: {status}", float(statuses.count(status)))
            for status in Status
        ]
    table = Table(
        "totals",
        "The programme in numbers",
        _COUNTS,
        tuple((Cell(words), Cell(number)) for words, number in rows),
    )
    return Section("totals", "The programme in numbers", (table,))
