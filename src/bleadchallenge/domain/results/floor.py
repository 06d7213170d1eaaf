"""The floor standard: enough attainment, or enough progress in all three subjects."""

from bleadchallenge.domain.results.applies import APPLIES
from bleadchallenge.domain.results.findings import (
    Answer,
    EvidenceUsed,
    Finding,
    all_of,
    answer,
    any_of,
)
from bleadchallenge.domain.results.measures import Measure, Results, Subject, progress_measure
from bleadchallenge.domain.results.published_figures import (
    WRITING_ALONE_YEARS,
    FloorStandard,
    floor_standard,
)
from bleadchallenge.domain.years import label


def below_floor(results: Results, year: str) -> Finding:
    """Whether a school stands below the floor on one year's results.

    Above with 65 % or more at the expected standard in reading, writing and
    maths, or with progress of at least -5 in reading, -7 in writing and -5 in
    maths. Figures are compared as published. A year without a floor standard
    cannot be known.
    """
    standard = floor_standard(year)
    if standard is None:
        return Finding(
            answer(None),
            (f"no floor standard is in force for {label(year)}",),
            source="Department for Education, Primary school accountability",
        )
    if results.outside:
        said = f"{label(year)}: {results.outside}: {APPLIES}"
        return Finding(Answer.DOES_NOT_APPLY, (said,), standard.source, _used(results, year))
    short = {subject: _falls_short(results, subject, standard) for subject in Subject}
    below = all_of([_attains_too_little(results, standard), any_of(short.values())])
    return Finding(
        answer(below),
        tuple(_reasons(results, standard, year)),
        standard.source,
        _used(results, year),
        missing=(year,) if below is None else (),
        on_writing_alone=below is True and year in WRITING_ALONE_YEARS and _only_writing(short),
    )


def _attains_too_little(results: Results, standard: FloorStandard) -> bool | None:
    return None if results.rwm_expected is None else results.rwm_expected < standard.rwm_expected


def _falls_short(results: Results, subject: Subject, standard: FloorStandard) -> bool | None:
    score = results.progress(subject).score
    return None if score is None else score < standard.progress[subject]


def _only_writing(short: dict[Subject, bool | None]) -> bool:
    return [subject for subject, fails in short.items() if fails is not False] == [Subject.WRITING]


def _reasons(results: Results, standard: FloorStandard, year: str) -> list[str]:
    least = f"{standard.rwm_expected:g}"
    if results.rwm_expected is None:
        reasons = [f"{label(year)}: expected standard in RWM not known (floor {least} %)"]
    else:
        under = _attains_too_little(results, standard)
        words = f"under {least} %" if under else f"at or over {least} %"
        reasons = [f"{label(year)}: {results.rwm_expected:g} % expected standard in RWM, {words}"]
    return reasons + [_progress_reason(results, subject, standard) for subject in Subject]


def _progress_reason(results: Results, subject: Subject, standard: FloorStandard) -> str:
    score, least = results.progress(subject).score, standard.progress[subject]
    if score is None:
        return f"{subject} progress not known (floor {least:g})"
    return f"{subject} progress {score:g}, {'under' if score < least else 'at or over'} {least:g}"


def _used(results: Results, year: str) -> tuple[EvidenceUsed, ...]:
    return (
        EvidenceUsed(year, Measure.RWM_EXPECTED, results.rwm_expected),
        *(
            EvidenceUsed(year, progress_measure(subject), results.progress(subject).score)
            for subject in Subject
        ),
    )
