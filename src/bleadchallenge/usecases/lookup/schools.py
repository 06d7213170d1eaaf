"""Looks up a school by any number or name, the programme's schools first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from bleadchallenge.domain.choices import SelectionState
from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.schools.school import School, laestab_in, urn_in
from bleadchallenge.domain.years import label
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.published_files import authorities
from bleadchallenge.store.schools import directory
from bleadchallenge.store.schools.cohorts import selected
from bleadchallenge.store.schools.identity import kept_under
from bleadchallenge.store.schools.primaries import primaries
from bleadchallenge.store.selection import assignment_on
from bleadchallenge.store.tables import Alliance, Assignment, Selection
from bleadchallenge.usecases.lookup.names import NamedRecord, fitting, resolve_name, several

_SHOWN = 5


def find_school(reader: Reader, text: str) -> School:
    """The school a person means by URN, LAESTAB or an unmistakable part of its name.

    The programme's schools come first. An academy is the school that it was, and
    found under any number that it has had. Raises ``DataError`` with the nearest
    names where none fits, with what tells them apart where several do, and where
    something is to be written of a school of another cohort.
    """
    found = _school_meant(reader, text, outside=True)
    chosen = _chosen(reader, found.urn)
    if isinstance(reader, Writer) and chosen and _is_of_another_cohort(reader, chosen):
        raise _of_another_cohort(chosen, found)
    return found


def find_programme_school(reader: Reader, text: str) -> School:
    """The selected school of the cohort that a person means; raises as ``school_meant``.

    A school outside is refused with the command that would bring it in.
    """
    found = _school_meant(reader, text, outside=False)
    chosen = _chosen(reader, found.urn)
    if chosen and _is_of_another_cohort(reader, chosen):
        raise _of_another_cohort(chosen, found)
    if chosen is None or chosen.state != SelectionState.SELECTED:
        raise DataError(
            f"{found} is not of the programme",
            why=f"it stands as {chosen.state}" if chosen else "it was never selected",
            fix=f'bleadchallenge select {found.urn} selected --reason "..."',
        )
    return found


def find_primaries(reader: Reader, la: str, year: str, as_of: date) -> dict[str, str]:
    """The names of an authority's primary schools by URN; raises where none is known."""
    found = primaries(reader, la, year, as_of)
    if not found:
        raise DataError(
            f"no primary school of authority {la} is known",
            why=results_are_of(reader, year),
            fix="bleadchallenge import-data FILE, or give another --la",
        )
    return found


def results_are_of(reader: Reader, year: str) -> str:
    """The authorities whose results of a year are in, in words."""
    found = authorities(reader, "ks2", year)
    shown = ", ".join(found[:_SHOWN]) + (" and others" if len(found) > _SHOWN else "")
    return f"the results of {label(year)} are of {shown or 'no authority'}"


def find_assignment(reader: Reader, school: School, on: date, why: str = "") -> Assignment:
    """The assignment that a school is supported by on a day; raises where there is none."""
    found = assignment_on(reader, school.urn, on)
    if found is None:
        raise DataError(
            f"no alliance supports {school.name} on {on}",
            why=why,
            fix=f"bleadchallenge assign-tsa {school.urn} --suggest",
        )
    return found


def _chosen(reader: Reader, urn: str) -> Selection | None:
    return next(iter(reader.where(Selection, urn=urn)), None)


def _is_of_another_cohort(reader: Reader, chosen: Selection) -> bool:
    return chosen.state == SelectionState.SELECTED and chosen.cohort != reader.cohort_in_use


def _of_another_cohort(chosen: Selection, school: School) -> DataError:
    code = chosen.cohort
    return DataError(
        f"{school} was selected for {f'cohort {code}' if code else 'the first cohort'}",
        why="what is recorded of a school is judged by the policy of its own cohort",
        fix=f"add --cohort {code}" if code else "leave --cohort out",
    )


def _school_meant(reader: Reader, text: str, *, outside: bool) -> School:
    if urn := urn_in(text):
        return _of_urn(reader, urn)
    if laestab := laestab_in(text):
        known = [_of_urn(reader, urn) for urn in _of_laestab(reader, laestab)]
        if len(known) == 1:
            return known[0]
        if known:
            named = [NamedRecord(each.urn, each.name) for each in known]
            raise several("school", text, _placed(reader, named))
    return _of_urn(reader, _by_name(reader, text, outside=outside))


def _of_laestab(reader: Reader, laestab: str) -> list[str]:
    """The URNs of a LAESTAB: those of the programme, else all of them."""
    own = kept_under(reader)
    urns = {own.get(each.urn, each.urn) for each in directory.of_laestab(reader, laestab)}
    chosen = {each.urn for each in reader.where(Selection)}
    return sorted(urns & chosen or urns)


def _by_name(reader: Reader, text: str, *, outside: bool) -> str:
    """The URN of a name: of the cohort's schools, else of any chosen, else of all.

    Where schools ``outside`` may be meant as well, one that bears the very name
    is not passed over for one of the programme that bears more than it.
    """
    for circle in _circles(reader):
        found = fitting(text, circle)
        if not _bears(text, found):
            _refuse_alliance(reader, text)
            if outside and found:
                found += [each for each in _everyone(reader) if _bears(text, [each])]
        if len({kept_under(reader).get(each.code, each.code) for each in found}) == 1:
            return found[0].code
        if found:
            raise several("school", text, _placed(reader, found))
    return resolve_name("school", text, _everyone(reader))


def _circles(reader: Reader) -> Iterator[list[NamedRecord]]:
    """The schools that may be meant, the nearest first; under their names now and when chosen."""
    for those in (selected(reader), reader.where(Selection)):
        now = [directory.by_urn(reader, each.urn) for each in those]
        yield [
            *(NamedRecord(each.urn, each.name) for each in now if each is not None),
            *(NamedRecord(each.urn, each.name) for each in those),
        ]
    yield _everyone(reader)


def _everyone(reader: Reader) -> list[NamedRecord]:
    return [NamedRecord(known.urn, known.name) for known in directory.all_schools(reader)]


def _bears(text: str, found: list[NamedRecord]) -> bool:
    """Whether one bears the very name."""
    return any(text.strip().casefold() == each.name.casefold() for each in found)


def _refuse_alliance(reader: Reader, text: str) -> None:
    """Raise ``DataError`` where what is given is the code of an alliance."""
    for alliance in reader.where(Alliance):
        if alliance.code.casefold() == text.strip().casefold():
            raise DataError(
                f"{alliance.code} is the alliance {alliance.name}, not a school",
                fix="give the school's URN or name",
            )


def _placed(reader: Reader, found: list[NamedRecord]) -> list[NamedRecord]:
    places = directory.places_of(reader, [each.code for each in found])
    return [replace(each, place=places.get(each.code, "")) for each in found]


def _of_urn(reader: Reader, urn: str) -> School:
    """The school of a URN, under the URN that its records have."""
    if _chosen(reader, urn) is None:
        urn = kept_under(reader).get(urn, urn)
    school = directory.by_urn(reader, urn)
    if school is None:
        raise DataError(
            f"no school with URN {urn} is known",
            why=f"it stands in {files[0]} alone, which gives no names"
            if (files := directory.files_with(reader, urn))
            else "it stands in no file that was imported",
            fix="check the URN, or import the register: bleadchallenge import-data FILE",
        )
    return school
