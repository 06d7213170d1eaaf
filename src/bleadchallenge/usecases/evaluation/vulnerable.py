"""Schools judged good that may be vulnerable: each sign with its figure and why."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.evaluation.vulnerable import (
    Sign,
    is_behind,
    new_leader,
    old_inspection,
    vulnerable,
    weak_progress,
)
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.provenance.refs import RefKind, ref
from bleadchallenge.domain.results.comparison import Benchmark
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.results.measures import Subject
from bleadchallenge.domain.results.uncertainty import GrowthVerdict
from bleadchallenge.domain.results.year_results import DISADVANTAGED
from bleadchallenge.domain.years import label, last_years, parse_year, previous
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.results.families import NEAREST, every_member, members_by
from bleadchallenge.store.results.inspections import Inspection, inspections
from bleadchallenge.store.results.similarity import is_special
from bleadchallenge.store.results.year_results import result_set
from bleadchallenge.store.schools.primaries import primaries
from bleadchallenge.store.tables import LeadershipChange, Selection
from bleadchallenge.usecases.listing import Listing, column, row
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, authority_of, policy_of
from bleadchallenge.usecases.results.analysis import RWM, YEARS_SHOWN
from bleadchallenge.usecases.results.school_figures import SchoolFigures

_OVER_YEARS = 2


@row
class VulnerableRow:
    """A school judged good, the signs it shows, and what of it is not known."""

    urn: str = column("URN", rank=2, place=1)
    name: str = column("school")
    grade: int | None
    inspected: date | None = column(hidden=True)
    vulnerable: Answer
    signs: int
    reasons: tuple[str, ...] = column("because")
    not_known: tuple[str, ...] = column("not known", rank=1)
    refs: tuple[str, ...] = column(hidden=True)


@row
class VulnerableScope:
    """The year of the results, and how many schools are judged good."""

    year: str
    judged_good: int


@dataclass(frozen=True, slots=True)
class VulnerableSchool:
    """What signs are read from: figures, inspections, the policy's thresholds."""

    reader: Reader
    figures: SchoolFigures
    inspections: Mapping[str, Inspection]
    policy: Policy
    asked: Request
    year: str


def list_vulnerable(
    asked: Request, la: str | None, year: str | None, *, every: bool
) -> Listing[VulnerableRow]:
    """The schools of an authority judged good that show so many signs, alphabetically.

    Those chosen for a cohort already are left out, and special schools, whom the
    thresholds do not fit. ``every`` lists the others too.
    """
    with asked.reading() as reader:
        policy = policy_of(reader)
        wanted = resolve_year(reader, parse_year(year) if year else None)
        la = authority_of(reader, asked, la)
        names = _not_chosen(reader, primaries(reader, la, wanted, asked.as_of))
        if not names:
            raise DataError(
                f"no primary school of authority {la} is known",
                fix="bleadchallenge import-data FILE",
            )
        watch = _watch(reader, policy, asked, wanted, set(names))
        mainstream = {urn: name for urn, name in names.items() if not _is_special(watch, urn)}
        good = {urn: name for urn, name in mainstream.items() if _is_good(watch, urn)}
        rows = [_row(watch, urn, name) for urn, name in good.items()]
        shown = [each for each in rows if every or each.vulnerable is Answer.YES]
        shown.sort(key=lambda each: (each.name, each.urn))
        return Listing(
            "cohort-vulnerable",
            asked.as_of,
            reader.change,
            VulnerableRow,
            tuple(shown),
            notes=tuple(_notes(watch, mainstream, rows)),
            extra=VulnerableScope(wanted, len(good)),
        )


def _not_chosen(reader: Reader, names: Mapping[str, str]) -> dict[str, str]:
    chosen = {s.urn for s in reader.all(Selection) if s.state == SelectionState.SELECTED}
    return {urn: name for urn, name in names.items() if urn not in chosen}


def _watch(
    reader: Reader, policy: Policy, asked: Request, year: str, urns: set[str]
) -> VulnerableSchool:
    opened = result_set(
        reader,
        last_years(year, YEARS_SHOWN),
        urns={*urns, *every_member(reader, NEAREST, urns)},
    )
    figures = SchoolFigures(opened, members_by(reader, NEAREST, policy.families.nearest))
    return VulnerableSchool(
        reader, figures, inspections(reader, asked.as_of, policy.publication), policy, asked, year
    )


def _is_good(watch: VulnerableSchool, urn: str) -> bool:
    found = watch.inspections.get(urn)
    return found is not None and found.grade in watch.policy.vulnerable.grades


def _is_special(watch: VulnerableSchool, urn: str) -> bool:
    outcome = watch.figures.outcome(urn, watch.year)
    return outcome is not None and is_special(outcome.line)


def _within_chance(sign: Sign) -> Sign:
    """A fall that chance may explain is no sign; the eligibility of a school says the same."""
    if sign.answer is not Answer.YES:
        return sign
    return Sign(sign.what, Answer.NO, f"{sign.why}, no more than chance may do", sign.ref)


def signs_of(watch: VulnerableSchool, urn: str) -> Iterator[Sign]:
    """Every sign of a school, whether it shows or not."""
    rule, year, figures = watch.policy.vulnerable, watch.year, watch.figures
    for what, against, by in (
        ("beside the nation", Benchmark.NATIONAL, rule.behind_nation),
        ("beside its family", Benchmark.FAMILY, rule.behind_family),
    ):
        found, _ = figures.gap(urn, year, RWM, against)
        yield is_behind(what, found.points, by, ref(RefKind.GAP, year, urn, RWM, against))
    earlier = previous(year, _OVER_YEARS)
    growth, _ = figures.growth(urn, earlier, year, RWM)
    named = ref(RefKind.GROWTH, f"{earlier}-{year}", urn, RWM, "points")
    over = f"change since {label(earlier)} beside the nation's"
    fell = is_behind(over, growth.points, rule.fall, named)
    yield fell if growth.verdict is GrowthVerdict.BEHIND else _within_chance(fell)
    others, _ = figures.gap(urn, year, DISADVANTAGED, Benchmark.NATIONAL_OTHERS)
    named = ref(RefKind.GAP, year, urn, DISADVANTAGED, Benchmark.NATIONAL_OTHERS)
    beside = "disadvantaged pupils beside others nationally"
    yield is_behind(beside, others.points, rule.disadvantaged_gap, named)
    bands = {subject: figures.band(urn, year, subject) for subject in Subject}
    yield weak_progress(bands, {each: ref(RefKind.BAND, year, urn, each) for each in Subject})
    inspected = watch.inspections.get(urn)
    yield old_inspection(
        inspected.on if inspected else None, watch.asked.as_of, rule.inspected_years
    )
    changes = watch.reader.where(LeadershipChange, urn=urn)
    yield new_leader([(each.role, each.from_day) for each in changes], watch.asked.as_of)


def _row(watch: VulnerableSchool, urn: str, name: str) -> VulnerableRow:
    signs = list(signs_of(watch, urn))
    shown = [sign for sign in signs if sign.answer is Answer.YES]
    inspected = watch.inspections[urn]
    return VulnerableRow(
        urn=urn,
        name=name,
        grade=inspected.grade,
        inspected=inspected.on,
        vulnerable=vulnerable(signs, watch.policy.vulnerable),
        signs=len(shown),
        reasons=tuple(sign.why for sign in shown),
        not_known=tuple(sign.what for sign in signs if sign.answer is Answer.CANNOT_BE_KNOWN),
        refs=tuple(sign.ref for sign in shown if sign.ref),
    )


def _notes(
    watch: VulnerableSchool, names: Mapping[str, str], rows: list[VulnerableRow]
) -> Iterator[str]:
    rule = watch.policy.vulnerable
    count = sum(each.vulnerable is Answer.YES for each in rows)
    unknown = sum(each.vulnerable is Answer.CANNOT_BE_KNOWN for each in rows)
    yield (
        f"{label(watch.year)}: {count} of {len(rows)} schools judged good show {rule.signs} signs "
        f"or more; of {unknown} it cannot be known"
    )
    ungraded = sum(urn not in watch.inspections for urn in names)
    if ungraded:
        yield f"{ungraded} schools have no inspection on record and are left out"
    yield "thresholds are the policy's (assumed); a sign is a question to ask, and no ranking"
