"""Academic years: stored as ``201617``, printed as ``2016/17``."""

import re

from bleadchallenge.domain.errors import UsageError

YEAR_FORMS = "2016/17, 201617, 2016-17, 2016/2017 or 2016-2017"
_STORED = re.compile(r"([0-9]{4})([0-9]{2})")
_WRITTEN = re.compile(r"([0-9]{4})\s?[/\N{EN DASH}-]\s?((?:[0-9]{2}){1,2})")
_SUMMER = re.compile(r"([0-9]{4})(?:\.0)?")
_SUMMERS = range(2005, 2101)


def parse_year(text: str) -> str:
    """The academic year as stored, from any of its written forms.

    A single year is refused, because 2017 may mean the year that begins or the
    year that ends then; so is a pair that does not follow on. Raises
    ``UsageError`` with the forms that are taken.
    """
    year = year_or_none(text)
    if year is None:
        raise UsageError(
            f"{text!r} is not an academic year",
            why="it takes two years that follow one another, in a form that is known",
            fix=f"write it as {YEAR_FORMS}",
        )
    return year


def year_or_none(text: str) -> str | None:
    """The academic year as stored, or ``None`` where the text is not one."""
    found = _STORED.fullmatch(text.strip()) or _WRITTEN.fullmatch(text.strip())
    if found is None:
        return None
    begins, ends = found.groups()
    stored = _stored(int(begins))
    return stored if _follows(int(begins), ends) else None


def year_of_results(text: str) -> str | None:
    """The academic year of results, or ``None``; a single year is the summer of the tests."""
    summer = _SUMMER.fullmatch(text.strip())
    if summer and int(summer[1]) in _SUMMERS:
        return year_of_exams(int(summer[1]))
    return year_or_none(text.strip().removesuffix(".0"))


def label(year: str) -> str:
    """A stored year as people read it: ``201617`` is ``2016/17``."""
    return f"{year[:4]}/{year[4:]}"


def previous(year: str, count: int = 1) -> str:
    """The year so many before a stored one; a negative count looks ahead."""
    return _stored(int(year[:4]) - count)


def last_years(year: str, count: int) -> tuple[str, ...]:
    """So many years in order, the last of them ``year``."""
    return tuple(previous(year, back) for back in range(count - 1, -1, -1))


def exam_year(year: str) -> int:
    """The calendar year of the summer tests: 2017 for ``201617``."""
    return int(year[:4]) + 1


def year_of_exams(summer: int) -> str:
    """The academic year of a summer's tests: ``201617`` for 2017."""
    return _stored(summer - 1)


def _stored(begins: int) -> str:
    return f"{begins:04d}{(begins + 1) % 100:02d}"


def _follows(begins: int, ends: str) -> bool:
    return str(begins + 1).endswith(ends)
