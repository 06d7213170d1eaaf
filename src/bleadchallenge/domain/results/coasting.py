"""Coasting: the test of the regulations met in each of three successive years."""

from collections.abc import Mapping
from dataclasses import dataclass

from bleadchallenge.domain.results.applies import APPLIES
from bleadchallenge.domain.results.findings import (
    Answer,
    EvidenceUsed,
    Finding,
    all_of,
    answer,
    any_of,
)
from bleadchallenge.domain.results.measures import (
    LevelResults,
    Measure,
    Results,
    Subject,
    expected_progress_measure,
    progress_measure,
    upper_limit_measure,
)
from bleadchallenge.domain.results.published_figures import (
    COASTING_SOURCE,
    COASTING_YEARS,
    WRITING_ALONE_YEARS,
    CoastingTest,
    coasting_test,
)
from bleadchallenge.domain.years import label, last_years

YearResults = Results | LevelResults


@dataclass(frozen=True, slots=True)
class YearTest:
    """One year's test: met, not met, or ``None`` not known; why, and on what figures."""

    year: str
    met: bool | None
    reason: str
    figures: tuple[EvidenceUsed, ...] = ()
    on_writing_alone: bool = False


def coasting(results: Mapping[str, YearResults], year: str) -> Finding:
    """Whether a school is coasting on the three years that end with ``year``.

    One known year that does not meet the test settles it. Else with fewer than three
    years known the answer is "cannot be known", with the years that are missing.
    ``on_writing_alone`` marks a school that would not be coasting but for
    writing in 2016 or 2017.
    """
    tests = [year_test(results.get(each), each) for each in last_years(year, COASTING_YEARS)]
    met = all_of(test.met for test in tests)
    outside = [each for test in tests if (each := _outside(results.get(test.year), test.year))]
    if outside and met is not False:
        return Finding(Answer.DOES_NOT_APPLY, (f"{outside[-1]}: {APPLIES}",), COASTING_SOURCE)
    missing = tuple(test.year for test in tests if test.met is None) if met is None else ()
    return Finding(
        answer(met),
        tuple(test.reason for test in tests),
        COASTING_SOURCE,
        tuple(used for test in tests for used in test.figures),
        missing,
        on_writing_alone=met is True and any(test.on_writing_alone for test in tests),
    )


def _outside(results: YearResults | None, year: str) -> str:
    """Why the test does not hold for a school in a year; empty where it does."""
    said = results.outside if isinstance(results, Results) else ""
    return f"{label(year)}: {said}" if said else ""


def year_test(results: YearResults | None, year: str) -> YearTest:
    """One year's test, on results of the kind that year published."""
    rule = coasting_test(year)
    if rule is None:
        return YearTest(year, None, f"{label(year)}: the definition does not hold for this year")
    if isinstance(results, LevelResults) and rule.by_levels:
        return _by_levels(results, rule, year)
    if isinstance(results, Results) and not rule.by_levels:
        return _by_scores(results, rule, year)
    return YearTest(year, None, f"{label(year)}: no results")


def _by_levels(results: LevelResults, rule: CoastingTest, year: str) -> YearTest:
    under = [_under(results.progress(subject), rule.progress[subject]) for subject in Subject]
    met = all_of([_under(results.rwm_level_4, rule.below), *under])
    words = [
        _figure("level 4 or above in RWM", results.rwm_level_4, rule.below, " %"),
        *(
            _figure(
                f"{subject} expected progress",
                results.progress(subject),
                rule.progress[subject],
                " %",
            )
            for subject in Subject
        ),
    ]
    figures = (
        EvidenceUsed(year, Measure.RWM_LEVEL_4, results.rwm_level_4),
        *(
            EvidenceUsed(year, expected_progress_measure(each), results.progress(each))
            for each in Subject
        ),
    )
    return YearTest(year, met, _reason(year, met, words), figures)


def _by_scores(results: Results, rule: CoastingTest, year: str) -> YearTest:
    poor = {subject: _poor(results, subject, rule.progress[subject]) for subject in Subject}
    met = all_of([_under(results.rwm_expected, rule.below), any_of(poor.values())])
    words = [_figure("expected standard in RWM", results.rwm_expected, rule.below, " %")]
    words += [_progress(results, subject, rule.progress[subject]) for subject in Subject]
    alone = [subject for subject, is_poor in poor.items() if is_poor is not False]
    return YearTest(
        year,
        met,
        _reason(year, met, words),
        _used(results, year),
        on_writing_alone=met is True and alone == [Subject.WRITING] and year in WRITING_ALONE_YEARS,
    )


def _under(value: float | None, threshold: float) -> bool | None:
    return None if value is None else value < threshold


def _poor(results: Results, subject: Subject, threshold: float) -> bool | None:
    progress = results.progress(subject)
    return all_of([_under(progress.score, threshold), _under(progress.upper, 0)])


def _figure(name: str, value: float | None, threshold: float, unit: str = "") -> str:
    if value is None:
        return f"{name} not known (threshold {threshold:g}{unit})"
    side = "under" if value < threshold else "not under"
    return f"{name} {value:g}{unit}, {side} {threshold:g}{unit}"


def _progress(results: Results, subject: Subject, threshold: float) -> str:
    progress = results.progress(subject)
    limit = "not known" if progress.upper is None else f"{progress.upper:g}"
    words = _figure(f"{subject} progress", progress.score, threshold)
    return f"{words} (upper limit {limit})" if _under(progress.score, threshold) else words


def _reason(year: str, met: bool | None, words: list[str]) -> str:  # noqa: FBT001 - three answers
    said = {True: "met", False: "not met", None: "cannot be known"}[met]
    return f"{label(year)}: {said}: {'; '.join(words)}"


def _used(results: Results, year: str) -> tuple[EvidenceUsed, ...]:
    scores = [
        EvidenceUsed(year, progress_measure(subject), results.progress(subject).score)
        for subject in Subject
    ]
    limits = [
        EvidenceUsed(year, upper_limit_measure(subject), results.progress(subject).upper)
        for subject in Subject
    ]
    return (EvidenceUsed(year, Measure.RWM_EXPECTED, results.rwm_expected), *scores, *limits)
