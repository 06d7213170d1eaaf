"""What a file's name says of it: the year and the release."""

import re

from bleadchallenge.domain.choices import Release
from bleadchallenge.domain.problems import Problem, ProblemKind, Severity
from bleadchallenge.domain.years import label, year_or_none
from bleadchallenge.intake.tables import FileKind, Table

_YEAR = re.compile(
    r"(?<![0-9])(20[0-9]{2})(?:[-_\N{EN DASH}. ]?|[-_ ]to[-_ ])((?:20)?[0-9]{2})(?![0-9])"
)


def year_in(name: str) -> str | None:
    """The academic year in a file name, or ``None``."""
    return next(iter(years_in(name)), None)


def years_in(name: str) -> list[str]:
    """Every academic year in a name, once, in order."""
    years = (year_or_none("-".join(found)) for found in _YEAR.findall(name))
    return list(dict.fromkeys(year for year in years if year))


def release_in(name: str) -> str:
    """The release in a file name; empty where there is none."""
    folded = name.casefold()
    return next((release.value for release in Release if release.value in folded), "")


def year_for(table: Table, kind: FileKind, wanted: str) -> tuple[str, Problem | None]:
    """The year a table is of: as asked, as its name says, as its columns say.

    Where they disagree, nothing says, or there was no such year, there is a problem.
    """
    if not kind.yearly:
        return "", None
    written = kind.year_of(table)
    named, why = _named_year(table, written)
    year = wanted or named or written
    if not year:
        return "", _unknown(table)
    if year in kind.not_held:
        return year, _not_held(table, kind, year)
    if wanted:
        others = {other for other in (named, written) if other} - {wanted}
        return wanted, _as_asked(table, wanted, others) if others else None
    if named and written and named != written:
        return named, _disagreeing(table, named, written)
    return year, table.problem(ProblemKind.DECIDED, Severity.NOTE, why) if why else None


def _named_year(table: Table, written: str | None) -> tuple[str | None, str]:
    """The year in the name of a file or its folder, and why it was taken."""
    years = years_in(table.file)
    if len(years) > 1:
        taken = written if written in years else years[0]
        how = "by its columns" if written in years else "the first in its name"
        both = " and ".join(map(label, years))
        return taken, f"its name speaks of {both}; taken as of {label(taken)}, {how} (or --year)"
    of_folder = years_in(table.folder)[:1]
    if years and of_folder and years != of_folder and not written:
        said = f"its folder {table.folder} speaks of {label(of_folder[0])}"
        return years[0], f"{said}; taken as of {label(years[0])}, by its own name (or --year)"
    if years or written or not of_folder:
        return (years[0] if years else None), ""
    taken = of_folder[0]
    how = f"by the name of its folder {table.folder} (or --year)"
    return taken, f"taken as of {label(taken)}, {how}"


def release_for(table: Table, kind: FileKind, wanted: str) -> tuple[str, Problem | None]:
    """The release a table is of; where nothing says, final, with a note."""
    if not kind.released:
        return "", None
    release = wanted or release_in(table.file)
    if release:
        return release, None
    note = table.problem(
        ProblemKind.DECIDED,
        Severity.NOTE,
        "does not say its release in its name, and is taken as final (or give --release)",
    )
    return Release.FINAL, note


def _as_asked(table: Table, wanted: str, others: set[str]) -> Problem:
    said = " and ".join(sorted(map(label, others)))
    return table.problem(
        ProblemKind.DECIDED,
        Severity.NOTE,
        f"is taken as of {label(wanted)}, as asked, though by its name or columns it is of {said}",
    )


def _not_held(table: Table, kind: FileKind, year: str) -> Problem:
    return table.problem(
        ProblemKind.UNKNOWN_YEAR,
        Severity.FILE,
        f"cannot be of {label(year)}: there are no {kind.title} of that year",
        expected="--year with the year the file is of",
    )


def _disagreeing(table: Table, named: str, written: str) -> Problem:
    return table.problem(
        ProblemKind.UNKNOWN_YEAR,
        Severity.FILE,
        f"is of {label(named)} by its name but of {label(written)} by its columns",
        expected=f"--year {label(written)}, or --year {label(named)}",
    )


def _unknown(table: Table) -> Problem:
    return table.problem(
        ProblemKind.UNKNOWN_YEAR,
        Severity.FILE,
        "does not say which academic year it is of",
        expected="--year 2016/17, or a file name such as 2016-2017_england_census.csv",
    )
