"""A school's data brief: two pages from the analysis, each figure with its name."""

from bleadchallenge.domain.years import label
from bleadchallenge.packs.digest import digest_of
from bleadchallenge.packs.render import render
from bleadchallenge.packs.value import Audience, Block, Items, Pack, Section, Text
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.reports import change_behind
from bleadchallenge.store.results.families import NEAREST, family_of
from bleadchallenge.usecases.lookup.schools import find_school
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.report_options import ReportOptions
from bleadchallenge.usecases.reports.brief import context, progress, results
from bleadchallenge.usecases.request import Receipt, Request, policy_of
from bleadchallenge.usecases.results.analysis import RWM
from bleadchallenge.usecases.results.school_analysis import figures_of, notes_of, sources_of
from bleadchallenge.usecases.results.school_figures import SchoolFigures

KIND = "school"
_SMALL = (
    "Figures of five pupils or fewer are hidden (c), and with them any other from which they could "
    "be worked out; six to ten are marked as a small cohort. One year's change in one school is "
    "nearly always within what chance alone may do."
)


def report(asked: Request, wanted: ReportOptions) -> Receipt:
    """Write the brief of a school in the forms asked for."""
    with asked.reading() as reader:
        pack = brief(reader, asked, wanted.of("school"), wanted.year)
    if asked.dry_run:
        return Receipt(None, (f"data brief of {pack.title}",), dry_run=True)
    paths = render(pack, wanted.out, wanted.forms, wanted.templates)
    said = f"data brief of {pack.title}, digest {digest_of(pack)[:12]}"
    return Receipt(None, (said, *(f"  {path}" for path in paths)))


def brief(reader: Reader, asked: Request, school: str, year: str | None = None) -> Pack:
    """The brief as a value: results and gaps first, then progress, context and notes."""
    found = find_school(reader, school)
    wanted = resolve_year(reader, year)
    figures = figures_of(reader, found.urn, wanted)
    policy = policy_of(reader)
    return Pack(
        kind=KIND,
        title=found.name,
        subtitle=f"Data brief, results up to {label(wanted)}",
        audience=Audience.SCHOOL,
        as_of=asked.as_of,
        made_from=change_behind(reader),
        policy=policy.name,
        sections=(
            _attainment(figures, found.urn, wanted),
            _progress(figures, reader, found.urn, wanted),
            _context(reader, found.urn, wanted, asked),
            _notes(figures, found.urn, wanted, asked),
        ),
        facts=_facts(figures, reader, found.urn, wanted),
        about=found.urn,
    )


def _attainment(figures: SchoolFigures, urn: str, year: str) -> Section:
    trend = results.trend_table(figures, urn, year)
    place = figures.rank(urn, year, RWM)
    ranked = (
        f"Among its family, with itself {place[1]} schools, it takes place {place[0]} "
        f"in {label(year)}. The national figure stands beside it."
        if place
        else "No family is drawn; the national figure stands alone."
    )
    blocks: tuple[Block, ...] = (
        trend,
        results.trend_chart(trend, urn),
        results.gaps_table(figures, urn, year),
        Text(ranked),
        results.growth_table(figures, urn, year),
        results.results_table(figures, urn, year),
    )
    return Section("results", "Results", blocks)


def _progress(figures: SchoolFigures, reader: Reader, urn: str, year: str) -> Section:
    scores = progress.progress_table(figures, urn, year)
    blocks: tuple[Block, ...] = (
        scores,
        progress.progress_chart(scores, urn),
        progress.bands_table(figures, urn, year),
        progress.standards_table(figures, urn, year),
        results.disadvantaged_table(figures, urn, year),
        progress.accuracy_table(figures, reader, urn, year),
    )
    return Section("progress", "Progress, groups and assessment", blocks, own_page=True)


def _context(reader: Reader, urn: str, year: str, asked: Request) -> Section:
    blocks: tuple[Block, ...] = (
        context.context_table(reader, urn, year),
        context.inspection_table(reader, urn, asked.as_of),
    )
    return Section("context", "The school", blocks)


def _notes(figures: SchoolFigures, urn: str, year: str, asked: Request) -> Section:
    said = dict.fromkeys(
        (_SMALL, *notes_of(figures, urn, year, asked.as_of), *sources_of(figures, urn, year))
    )
    return Section("notes", "How to read this, and where it is from", (Items(tuple(said)),))


def _facts(
    figures: SchoolFigures, reader: Reader, urn: str, year: str
) -> tuple[tuple[str, str], ...]:
    outcome = figures.outcome(urn, year)
    family = family_of(reader, urn, NEAREST, year)
    drawn = f"drawn {family.drawn_on.isoformat()} for {label(family.year)}" if family else "none"
    care = f"; low confidence: {family.low_confidence}" if family and family.low_confidence else ""
    return (
        ("URN", urn),
        ("local authority", outcome.line.la if outcome else "not known"),
        ("family", drawn + care),
    )
