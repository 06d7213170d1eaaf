"""Which years an evaluation compares: before, on the way, after, and when nothing was done."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Final

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.domain.results.published_figures import NEW_STANDARD_SINCE
from bleadchallenge.domain.years import label, parse_year, previous

CANCELLED: Final = ("201920", "202021")
"""Summers without tests or published school results (Department for Education, 2020 and 2021)."""

_SUMMER_ENDS: Final = 8
_JOINS: Final = "+"


@dataclass(frozen=True, slots=True)
class Span:
    """The years before, whose mean counts, and the year after them, all as stored."""

    before: tuple[str, ...]
    after: str

    def __str__(self) -> str:
        return f"{_JOINS.join(self.before)}-{self.after}"

    @property
    def years(self) -> tuple[str, ...]:
        """Every year it needs."""
        return (*self.before, self.after)

    @property
    def words(self) -> str:
        """The span as people read it."""
        before = " and ".join(map(label, self.before))
        mean = "the mean of " if len(self.before) > 1 else ""
        return f"{mean}{before} to {label(self.after)}"


def read_span(text: str) -> Span | None:
    """The span written as ``201516+201617-201819``; ``None`` for anything else."""
    before, joined, after = text.partition("-")
    years = (*before.split(_JOINS), after)
    if not joined or not all(len(year) == 6 and year.isdigit() for year in years):  # noqa: PLR2004 - 201617
        return None
    return Span(tuple(before.split(_JOINS)), after)


@dataclass(frozen=True, slots=True)
class EvaluationYears:
    """The programme's course in academic years: before it, its markers, its summative year."""

    before: tuple[str, ...]
    markers: tuple[str, ...]
    summative: str

    @property
    def last_before(self) -> str:
        """The last year whose tests were taken before the programme began."""
        return self.before[-1] if self.before else previous((*self.markers, self.summative)[0])

    def span(self, after: str | None = None) -> Span:
        """All years before against the summative year, or against another."""
        return Span(self.before, after or self.summative)


def evaluation_years(policy: Policy, known: Collection[str]) -> EvaluationYears:
    """The programme's course, by its terms, in the years whose results are in.

    Years before 2015/16 are left out: levels were awarded until then, and
    nothing before compares with the expected standard.
    """
    first = academic_year(policy.terms[0].starts)
    summative = academic_year(policy.terms[-1].ends)
    before = [year for year in sorted(known) if NEW_STANDARD_SINCE <= year < first]
    markers = []
    year = first
    while year < summative:
        markers.append(year)
        year = previous(year, -1)
    return EvaluationYears(tuple(before), tuple(markers), summative)


def academic_year(day: date) -> str:
    """The academic year a day lies in, from September to August."""
    begins = day.year if day.month > _SUMMER_ENDS else day.year - 1
    return f"{begins:04d}{(begins + 1) % 100:02d}"


def placebo_spans(before: Sequence[str]) -> tuple[Span, ...]:
    """Every year before the programme but the first, against the years before it.

    Nothing was done between them, so an effect found there is one of
    choosing the schools or of chance (the placebo year of difference in differences:
    Angrist and Pischke, Mostly Harmless Econometrics, 2009, section 5.2).
    """
    return tuple(Span((earlier,), later) for earlier, later in pairwise(before))


def resolve_span(
    found: EvaluationYears, before: str | None, after: str | None, known: Collection[str]
) -> Span:
    """The span a person asks for; what is left out is the programme's own.

    Raises ``DataError`` for years that were cancelled, that do not compare or
    whose results are not in.
    """
    earlier = tuple(parse_year(text) for text in before.split(",")) if before else found.before
    later = parse_year(after) if after else _latest_after(found, known)
    for year in (*earlier, later):
        _require_comparable(year, known)
    if not earlier or max(earlier) >= later:
        raise DataError(
            "the years before must lie before the year after",
            why=f"before: {', '.join(map(label, earlier)) or 'none'}; after: {label(later)}",
            fix="name them, such as --before 2015/16,2016/17 --after 2018/19",
        )
    return Span(tuple(sorted(set(earlier))), later)


def _latest_after(found: EvaluationYears, known: Collection[str]) -> str:
    """The summative year where its results are in, else the latest marker's."""
    in_order = (found.summative, *reversed(found.markers))
    return next((year for year in in_order if year in known), found.summative)


def _require_comparable(year: str, known: Collection[str]) -> None:
    if year in CANCELLED:
        raise DataError(
            f"there are no results of {label(year)}",
            why="the tests of 2020 and 2021 were cancelled and nothing was published of schools",
            fix="choose another year",
        )
    if year < NEW_STANDARD_SINCE:
        raise DataError(
            f"{label(year)} does not compare",
            why="levels were awarded until 2014/15; the expected standard is another one",
            fix=f"choose {label(NEW_STANDARD_SINCE)} or later",
        )
    if year not in known:
        have = ", ".join(label(each) for each in sorted(known)) or "none"
        raise DataError(
            f"no results of {label(year)} are in",
            why=f"years that are in: {have}",
            fix="bleadchallenge import-data FILE; until then, evaluate --placebo",
        )
