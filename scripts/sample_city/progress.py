"""Progress as it is published: a score, its interval, its coverage and its band."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from sample_city.baseline import DEVIATIONS, SUBJECTS, band
from sample_city.groups import (
    FEWEST_SHOWN,
    GROUPS,
    HIDDEN,
    LOW_COVERAGE,
    NOT_APPLICABLE,
    NOTHING,
    OTHER,
    POOR,
    Cells,
    is_figure,
    members_of,
)
from sample_city.pupil import Pupil
from sample_city.rounding import bare, half_up, one_decimal, percent

NORMAL_95 = 1.96
TRAILING_NOUGHT_UNTIL = 2017
EVEN_INTERVALS_UNTIL = 2018


@dataclass(frozen=True, slots=True)
class Progress:
    """A progress score with its interval, as written; a code three times where it is hidden."""

    score: str
    lower: str
    upper: str

    @classmethod
    def coded(cls, code: str) -> "Progress":
        """Write a code in place of all three."""
        return cls(code, code, code)


def progress_cells(pupils: Sequence[Pupil], subject: str, year: int) -> Cells:
    """Work out a subject's progress, of the whole and of every group, with its intervals."""
    scores = _scores(pupils, subject, year)
    whole, coverage = _whole_progress(pupils, scores, subject, year)
    cells = _spread(f"{subject}PROG", whole) | {f"{subject}COV": coverage}
    cells[f"{subject}PROG_UNADJUSTED"] = (
        whole.score if whole.score.isalpha() else _unadjusted(pupils, subject, year)
    )
    members = members_of(pupils)
    for name in GROUPS:
        cells |= _spread(f"{subject}PROG_{name}", _group_progress(name, members, subject, year))
    return cells


def _scores(
    pupils: Sequence[Pupil], subject: str, year: int, *, adjusted: bool = True
) -> list[float]:
    scores = (p.progress(subject, year, adjusted=adjusted) for p in pupils)
    return [score for score in scores if score is not None]


def _whole_progress(
    pupils: Sequence[Pupil], scores: Sequence[float], subject: str, year: int
) -> tuple[Progress, str]:
    code = None
    if not scores:
        code = NOT_APPLICABLE
    elif min(len(scores), len(pupils)) < FEWEST_SHOWN:
        code = HIDDEN
    elif 2 * len(scores) < len(pupils):
        code = LOW_COVERAGE
    if code:
        return Progress.coded(code), code
    return _interval(scores, subject, year), percent(len(scores), len(pupils))


def _group_progress(
    name: str, members: Mapping[str, Sequence[Pupil]], subject: str, year: int
) -> Progress:
    poverty = name in {POOR, OTHER}
    if not members[name] and poverty:
        return Progress.coded(NOTHING)
    counts = {one: len(_scores(members[one], subject, year)) for one in {name, POOR, OTHER}}
    if not poverty and not counts[name]:
        return Progress.coded(NOT_APPLICABLE)
    pair = (POOR, OTHER) if poverty else (name,)
    if any(counts[one] < FEWEST_SHOWN for one in pair):
        return Progress.coded(HIDDEN)
    return _interval(_scores(members[name], subject, year), subject, year)


def _interval(scores: Sequence[float], subject: str, year: int) -> Progress:
    score = sum(scores) / len(scores)
    half = NORMAL_95 * DEVIATIONS[year][subject] / sqrt(len(scores))
    if year <= EVEN_INTERVALS_UNTIL:
        score, half = half_up(score, 1), half_up(half, 1)
    return Progress(*(_written(value, year) for value in (score, score - half, score + half)))


def _unadjusted(pupils: Sequence[Pupil], subject: str, year: int) -> str:
    scores = _scores(pupils, subject, year, adjusted=False)
    return _written(sum(scores) / len(scores), year)


def _written(value: float, year: int) -> str:
    text = one_decimal(value)
    return text if year <= TRAILING_NOUGHT_UNTIL else bare(text)


def _spread(measure: str, progress: Progress) -> Cells:
    return {
        measure: progress.score,
        f"{measure}_LOWER": progress.lower,
        f"{measure}_UPPER": progress.upper,
    }


def bands(cells: Mapping[str, str], year: int, suffix: str = "") -> Cells:
    """Name the band of each subject's progress; a code stays where the progress is a code."""
    return {f"{s}PROG_DESCR{suffix}": _band(cells, s, year) for s in SUBJECTS}


def _band(cells: Mapping[str, str], subject: str, year: int) -> str:
    score, lower, upper = (cells[f"{subject}PROG{part}"] for part in ("", "_LOWER", "_UPPER"))
    if not is_figure(score):
        return score
    return band(subject, year, float(score), float(lower), float(upper))
