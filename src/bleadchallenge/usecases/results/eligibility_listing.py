"""Eligibility: every school of an authority tested against each criterion, with its cells."""

from collections.abc import Iterable, Mapping, Sequence

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.provenance.tree import Provenance
from bleadchallenge.domain.results.eligibility import (
    Criterion,
    CriterionFinding,
    SelectionBalance,
)
from bleadchallenge.domain.results.findings import Answer
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.published_files import authorities
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.primaries import not_candidates
from bleadchallenge.usecases.listing import Column, Figure, Listing, column, row, spread
from bleadchallenge.usecases.lookup.schools import find_primaries, results_are_of
from bleadchallenge.usecases.lookup.years import resolve_year
from bleadchallenge.usecases.request import Request, authority_of
from bleadchallenge.usecases.results.analysis import AnalysisScope
from bleadchallenge.usecases.results.eligibility import (
    EligibilityAssessor,
    EligibilityResult,
    assessor_for,
    balance_of,
)


@row
class CriterionFigure:
    """A figure that an answer rests on, with the cell of the file that it stands in."""

    ref: str
    value: Figure
    file: str | None
    sheet: str | None
    row: int | None
    column_name: str | None = column(key="column")
    rule: str | None


@row
class CriterionAnswer:
    """The answer to a criterion, with its reasons, the rule's source and the figures."""

    criterion: Criterion
    year: str | None
    answer: Answer
    ground: bool | None
    on_writing_alone: bool
    reasons: tuple[str, ...]
    missing_years: tuple[str, ...]
    rule: str
    figures: tuple[CriterionFigure, ...]


@row
class EligibilityRow:
    """A school tested against every criterion; below the floor year by year."""

    urn: str = column("URN")
    name: str = column("school")
    eligible: Answer
    floors: Mapping[str, str] = spread()
    coasting: str
    on_writing_alone: str
    declining: str = column("declining results")
    ofsted: str = column("Ofsted grade 3 or 4")
    warning_notice: str
    selected: bool
    reasons: tuple[str, ...]
    sources: tuple[str, ...] = column("file, sheet, row")
    criteria: tuple[CriterionAnswer, ...] = column(hidden=True)


@row
class BalanceSummary:
    """How the schools selected so far stand to the rule of 70 and 30 in a hundred."""

    selected_on_a_criterion: int
    selected_on_intelligence: int
    at_least: int
    at_most: int
    met: bool | None
    words: str


@row
class EligibilityScope:
    """The year, the authority (``null`` for the programme's schools), and the balance."""

    year: str
    la: str | None
    balance: BalanceSummary


def list_eligibility(
    asked: Request, scope: AnalysisScope, year: str | None, *, only_eligible: bool = False
) -> Listing[EligibilityRow]:
    """Every primary school of an authority, or the programme's own, criterion by criterion.

    With ``only_eligible`` those that meet a criterion, the most grounds first; infant and
    independent schools are left out.
    """
    with asked.reading() as reader:
        wanted = resolve_year(reader, year)
        la = None if scope.programme else authority_of(reader, asked, scope.la)
        chosen = {s.urn: s.name for s in selected(reader)}
        names = find_primaries(reader, la, wanted, asked.as_of) if la else chosen
        if not names:
            raise DataError(
                "no school is selected", fix="bleadchallenge select SCHOOL selected --reason TEXT"
            )
        desk = assessor_for(reader, asked, {*names, *chosen}, wanted)
        tested = [desk.test(urn, name) for urn, name in names.items()]
        shown = _strongest_first(desk, tested) if only_eligible else _by_name(tested)
        rows = [_row(desk, each, chosen) for each in shown]
        balance = balance_of(desk, chosen)
        return Listing(
            "eligibility",
            asked.as_of,
            reader.change,
            EligibilityRow,
            tuple(rows),
            notes=(*_without_results(reader, la, wanted), *_notes(tested, balance)),
            extra=EligibilityScope(wanted, la, _balance(balance)),
            spread_columns=tuple(
                Column(_floor_key(year), f"below floor {label(year)}") for year in desk.years
            ),
        )


def _by_name(tested: Sequence[EligibilityResult]) -> list[EligibilityResult]:
    return sorted(tested, key=lambda each: (each.name, each.urn))


def _strongest_first(
    desk: EligibilityAssessor, tested: Sequence[EligibilityResult]
) -> list[EligibilityResult]:
    """The eligible schools that sit the tests and are the state's, the most grounds first."""
    outside = not_candidates(desk.reader, desk.figures.book.identities.ages)
    found = [each for each in tested if each.eligible is Answer.YES and each.urn not in outside]
    return sorted(
        found,
        key=lambda each: (-sum(one.ground is True for one in each.findings), each.name, each.urn),
    )


def _floor_column(year: str) -> Column:
    return Column(_floor_key(year), f"below floor {label(year)}")


def _floor_key(year: str | None) -> str:
    return f"floor_{year}"


def _row(
    desk: EligibilityAssessor, tested: EligibilityResult, chosen: Mapping[str, str]
) -> EligibilityRow:
    grounds = [each for each in tested.findings if each.ground or each.finding.on_writing_alone]
    said = grounds or [each for each in tested.findings if each.ground is None]
    floors = {
        _floor_key(each.year): _answer(each)
        for each in tested.findings
        if each.criterion is Criterion.FLOOR
    }
    answers = {each.criterion: _answer(each) for each in tested.findings}
    return EligibilityRow(
        urn=tested.urn,
        name=tested.name,
        eligible=tested.eligible,
        floors=floors,
        coasting=answers[Criterion.COASTING],
        on_writing_alone=answers[Criterion.WRITING_ALONE],
        declining=answers[Criterion.DECLINING],
        ofsted=answers[Criterion.OFSTED],
        warning_notice=answers[Criterion.NOTICE],
        selected=tested.urn in chosen,
        reasons=tuple(reason for each in said for reason in _reasons(each)),
        sources=_sources(part for each in said for part in desk.parts(tested.urn, each)),
        criteria=tuple(_criterion(desk, tested.urn, each) for each in tested.findings),
    )


def _answer(found: CriterionFinding) -> str:
    alone = found.finding.on_writing_alone and found.criterion is not Criterion.WRITING_ALONE
    return f"{found.finding.answer} (on writing alone)" if alone else str(found.finding.answer)


def _reasons(found: CriterionFinding) -> list[str]:
    if found.finding.missing:
        years = ", ".join(label(year) for year in found.finding.missing)
        return [f"{found.criterion}: cannot be known without {years}"]
    return [f"{found.criterion}: {reason}" for reason in found.finding.reasons]


def _criterion(desk: EligibilityAssessor, urn: str, found: CriterionFinding) -> CriterionAnswer:
    return CriterionAnswer(
        criterion=found.criterion,
        year=found.year,
        answer=found.finding.answer,
        ground=found.ground,
        on_writing_alone=found.finding.on_writing_alone,
        reasons=tuple(found.finding.reasons),
        missing_years=tuple(label(year) for year in found.finding.missing),
        rule=found.finding.source,
        figures=tuple(_figure(part) for part in desk.parts(urn, found)),
    )


def _figure(part: Provenance) -> CriterionFigure:
    where = part.source
    return CriterionFigure(
        ref=part.ref,
        value=part.value,
        file=where.file if where else None,
        sheet=(where.sheet or None) if where else None,
        row=where.row if where else None,
        column_name=where.column if where else None,
        rule=part.rule or None,
    )


def _sources(parts: Iterable[Provenance]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for part in parts:
        if part.source is not None:
            sheet = f" [{part.source.sheet}]" if part.source.sheet else ""
            found[f"{part.source.file}{sheet}, row {part.source.row}"] = None
    return tuple(found)


def _balance(balance: SelectionBalance) -> BalanceSummary:
    return BalanceSummary(
        selected_on_a_criterion=balance.eligible,
        selected_on_intelligence=balance.on_intelligence,
        at_least=balance.at_least,
        at_most=balance.at_most,
        met=balance.met,
        words=balance.words,
    )


def _without_results(reader: Reader, la: str | None, year: str) -> list[str]:
    """A note where no results of the authority are in, so that little can be known."""
    if la is None or la in authorities(reader, "ks2", year):
        return []
    return [f"no results of authority {la} are in; {results_are_of(reader, year)}"]


def _notes(tested: Sequence[EligibilityResult], balance: SelectionBalance) -> list[str]:
    counts = {answer: sum(each.eligible is answer for each in tested) for answer in Answer}
    said = ", ".join(f"{count} {answer}" for answer, count in counts.items())
    unlooked = sum(
        each.criterion is Criterion.NOTICE and each.finding.answer is Answer.CANNOT_BE_KNOWN
        for school in tested
        for each in school.findings
    )
    notes = [f"eligible: {said}", f"70/30: {balance.words}"]
    if unlooked:
        notes.append(
            f"warning notices of {unlooked} schools have not been looked up: import a list with "
            "urn, looked_up_on and source, so that the answer can be no"
        )
    return notes
