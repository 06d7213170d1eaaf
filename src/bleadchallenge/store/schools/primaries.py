"""Questions about which schools there are: an authority's primary schools on a day."""

from collections.abc import Mapping
from datetime import date

from bleadchallenge.domain.choices import Level
from bleadchallenge.domain.results.applies import is_infant
from bleadchallenge.domain.results.source_rows import SourceLine
from bleadchallenge.domain.text import with_article
from bleadchallenge.store import published_files
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.schools.identity import identities

_PRIMARY = "ISPRIMARY"
_PRIVATE = "independent"
_NOT_CHOSEN = ("special", _PRIVATE)


def primaries(reader: Reader, la: str, year: str, as_of: date) -> dict[str, str]:
    """The names of an authority's primary schools that had not closed by a day, by URN.

    Those of the register, and those with a row in the year's results. A school
    that became an academy counts as the academy once that has opened.
    """
    listed = [
        line
        for line in published_files.lines(reader, "register", la=la, level=Level.SCHOOL)
        if line.text(_PRIMARY).removesuffix(".0") == "1"
    ]
    listed += published_files.lines(reader, "ks2", year, la=la, level=Level.SCHOOL)
    known = identities(reader, la=la)
    return {
        line.urn: line.name
        for line in listed
        if not known.has_closed(line.urn, as_of) and _has_opened(line, known.opened, as_of)
    }


def not_candidates(reader: Reader, ages: Mapping[str, str]) -> set[str]:
    """The schools that a programme cannot choose: infant schools, and independent ones."""
    listed = published_files.lines(
        reader, "register", urns=sorted(ages), level=Level.SCHOOL, only=("MINORGROUP",)
    )
    private = {ln.urn for ln in listed if _PRIVATE in ln.text("MINORGROUP").casefold()}
    return private | {urn for urn, span in ages.items() if is_infant(span)}


def why_no_primary(reader: Reader, urn: str) -> str:
    """Why a school is none that a programme of primary schools may choose.

    Empty where no file says so: what is not known is no ground.
    """
    listed = published_files.lines(reader, "register", urns={urn}, level=Level.SCHOOL)
    for line in sorted(listed, key=lambda line: line.source.year, reverse=True)[:1]:
        group = f"{line.text('MINORGROUP')} {line.text('SCHOOLTYPE')}".casefold()
        kind = next((words for words in _NOT_CHOSEN if words in group), "")
        if kind:
            return f"the register has it as {with_article(kind)} school"
        if line.text(_PRIMARY).removesuffix(".0") == "0":
            return "the register has it as no primary school"
    return ""


def _has_opened(line: SourceLine, opened: Mapping[str, date], as_of: date) -> bool:
    """Whether a school has opened by a day; one with results or of no known day has."""
    return line.source.kind == "ks2" or opened.get(line.urn, as_of) <= as_of
