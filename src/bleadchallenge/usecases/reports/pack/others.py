"""Other reports: copies of a pack's own pages, the programme's for its office, a public summary."""

from collections.abc import Callable
from dataclasses import replace

from bleadchallenge.domain.calendar import show_day
from bleadchallenge.domain.errors import DataError
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.isg.briefing import briefing_sections
from bleadchallenge.packs.isg.copies import alliance_sections, school_sections
from bleadchallenge.packs.isg.pages import sections_of
from bleadchallenge.packs.render import render
from bleadchallenge.packs.value import Audience, Pack, Section
from bleadchallenge.store.reports import change_behind
from bleadchallenge.usecases.lookup.schools import find_programme_school
from bleadchallenge.usecases.lookup.subjects import find_alliance
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.reports.pack import copies, isg, public_summary
from bleadchallenge.usecases.reports.pack.briefing import briefing_of, stage_ahead
from bleadchallenge.usecases.reports.pack.issuing import issued_edition, known
from bleadchallenge.usecases.reports.pack.material import PackData, SchoolData
from bleadchallenge.usecases.reports.pack.names import describe_code
from bleadchallenge.usecases.request import Receipt, Request, policy_of


def school_copy(asked: Request, wanted: ReportOptions) -> Receipt:
    """A school's own page of a pack, for the school: nothing of another school stands in it."""

    def build(material: PackData) -> Pack:
        own = _own(material, wanted)
        sections = school_sections(copies.school_copy(material, own))
        return _pack(material, "school-copy", own.name, Audience.SCHOOL, sections, own.urn)

    return _of_edition(asked, wanted, build)


def alliance_copy(asked: Request, wanted: ReportOptions) -> Receipt:
    """An alliance's own page of a pack, for the alliance."""

    def build(material: PackData) -> Pack:
        chosen = find_alliance(material.reader, wanted.of("alliance"))
        sections = alliance_sections(copies.alliance_copy(material, chosen))
        return _pack(material, "tsa", chosen.name, Audience.ALLIANCE, sections, chosen.code)

    return _of_edition(asked, wanted, build)


def briefing(asked: Request, wanted: ReportOptions) -> Receipt:
    """What a challenge team reads before its mid-term or final visit; for the team alone."""

    def build(material: PackData) -> Pack:
        own = _own(material, wanted)
        stage = describe_code(stage_ahead(material, own))
        sections = briefing_sections(briefing_of(material, own))
        title = f"Before the {stage} visit to {own.name}"
        return _pack(material, "briefing", title, Audience.TEAM, sections, own.urn)

    return _of_edition(asked, wanted, build)


def programme(asked: Request, wanted: ReportOptions) -> Receipt:
    """The whole programme for its office: the pack as it would be today."""

    def build(material: PackData) -> Pack:
        parts = isg.parts_of(material)
        title = material.policy.title
        found = _pack(material, "programme", title, Audience.PROGRAMME, sections_of(parts))
        return replace(found, sheets=parts.sheets)

    return _today(asked, wanted, build)


def public(asked: Request, wanted: ReportOptions) -> Receipt:
    """A summary for anybody: three sentences and one chart; no school and no person named."""

    def build(material: PackData) -> Pack:
        sections = public_summary.sections(material)
        return _pack(material, "public", material.policy.title, Audience.PUBLIC, sections)

    return _today(asked, wanted, build)


def _own(material: PackData, wanted: ReportOptions) -> SchoolData:
    """The school; raises ``DataError`` where the programme has not selected it."""
    urn = find_programme_school(material.reader, wanted.of("school")).urn
    own = material.school(urn)
    if own is None:
        raise DataError(
            f"{urn} is not one of the programme's selected schools",
            fix="bleadchallenge schools lists them",
        )
    return own


def _of_edition(
    asked: Request, wanted: ReportOptions, build: Callable[[PackData], Pack]
) -> Receipt:
    """A copy of the pack that was issued: its number, its day, what was known then."""
    edition = issued_edition(asked, wanted)
    if edition is None:
        return _today(asked, wanted, build)
    with known(asked, edition.known_at) as reader:
        material = isg.material_of(reader, policy_of(reader), edition.meeting)
        pack = replace(build(material), number=edition.number)
    return _written(asked, wanted, pack)


def _today(asked: Request, wanted: ReportOptions, build: Callable[[PackData], Pack]) -> Receipt:
    """What is known today; files that were published later leave no trace in it."""
    with asked.reading() as reader:
        then = reader.at_change(change_behind(reader), asked.as_of)
        pack = build(isg.material_of(then, policy_of(then), asked.as_of))
    return _written(asked, wanted, pack)


def _written(asked: Request, wanted: ReportOptions, pack: Pack) -> Receipt:
    if asked.dry_run:
        return Receipt(None, (f"{pack.title}: {pack.audience}",), dry_run=True)
    paths = render(pack, wanted.out, wanted.forms, wanted.templates)
    of = f", pack {pack.number}" if pack.number else ""
    said = f"{pack.title} ({pack.audience}{of}), digest {digest_of(pack)[:12]}"
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
