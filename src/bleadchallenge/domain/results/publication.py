"""When a published file became known: by its kind, year and release, or the day in its name."""

import re
from datetime import date
from typing import Final

from bleadchallenge.domain.policy_publication import PublicationRule
from bleadchallenge.domain.years import exam_year, label

_DAY: Final = re.compile(r"(?<![0-9])(20[0-9]{2})[-_]?(0[1-9]|1[0-2])[-_]?([0-3][0-9])(?![0-9])")
_BRITISH_DAY: Final = re.compile(
    r"(?<![0-9])([0-3][0-9])[-_](0[1-9]|1[0-2])[-_](20[0-9]{2})(?![0-9])"
)
_DOWNLOADS: Final = frozenset({"register", "gias"})


def publication_day(
    kind: str, year: str, release: str, file: str, rule: PublicationRule
) -> date | None:
    """The day a file was published, or ``None`` where nothing tells: then it always counts.

    Results come out in the autumn after the tests, revised in December, final in the
    spring; a register on the day of the download in its name. Figures of areas over
    several years are known with those of the last, which is then the ``year``.
    """
    if kind in _DOWNLOADS:
        return day_in(file)
    if not year.isdecimal():
        return None
    summer = exam_year(year)
    days = {
        "ks2": _results_day(year, release, rule),
        "comparators": results_known(year, rule),
        "moderation": _on(summer, rule.interim),
        "assessment_accuracy": _on(summer, rule.interim),
        "census": _on(summer, rule.census),
        "absence": _on(summer + 1, rule.absence),
    }
    return days.get(kind)


def results_known(year: str, rule: PublicationRule) -> date:
    """The day the revised results of a year came out."""
    return rule.revised_on.get(label(year)) or _on(exam_year(year), rule.revised)


def day_in(name: str) -> date | None:
    """The day of a download that a file's name gives, or ``None``."""
    parts = [(y, m, d) for y, m, d in _DAY.findall(name)]
    parts += [(y, m, d) for d, m, y in _BRITISH_DAY.findall(name)]
    for year, month, day in parts:
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def _results_day(year: str, release: str, rule: PublicationRule) -> date:
    if release == "provisional":
        return _on(exam_year(year), rule.provisional)
    return (
        results_known(year, rule) if release == "revised" else _on(exam_year(year) + 1, rule.final)
    )


def _on(year: int, month_day: str) -> date:
    return date.fromisoformat(f"{year}-{month_day}")
