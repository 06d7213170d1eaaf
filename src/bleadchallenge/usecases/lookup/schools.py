"""Which school a person means."""

import re

from bleadchallenge.domain.errors import DataError
from bleadchallenge.domain.schools.school import School
from bleadchallenge.store.engine.store import Reader, Writer
from bleadchallenge.store.schools import directory
from bleadchallenge.store.schools.cohorts import schools_of_other_cohorts
from bleadchallenge.store.tables import Selection
from bleadchallenge.usecases.lookup.names import NamedRecord, resolve_name

_URN = re.compile(r"[0-9]{6}")
_LAESTAB = re.compile(r"([0-9]{3})/?([0-9]{4})")


def find_school(reader: Reader, text: str) -> School:
    """The school a person means by URN, LAESTAB or an unmistakable part of its name.

    Raises ``DataError`` with the nearest names where none or several fit, and
    where something is to be written of a school of another cohort.
    """
    found = _school_meant(reader, text)
    if isinstance(reader, Writer) and found.urn in schools_of_other_cohorts(reader):
        raise _of_another_cohort(reader, found)
    return found


def _of_another_cohort(reader: Reader, school: School) -> DataError:
    chosen = reader.get(Selection, urn=school.urn)
    code = chosen.cohort if chosen else ""
    return DataError(
        f"{school.name} was selected for {f'cohort {code}' if code else 'the first cohort'}",
        why="what is recorded of a school is judged by the policy of its own cohort",
        fix=f"add --cohort {code}" if code else "leave --cohort out",
    )


def _school_meant(reader: Reader, text: str) -> School:
    asked = text.strip()
    if _URN.fullmatch(asked):
        return _of_urn(reader, asked)
    found = _LAESTAB.fullmatch(asked)
    school = directory.by_laestab(reader, "".join(found.groups())) if found else None
    if school is not None:
        return school
    named = [NamedRecord(known.urn, known.name) for known in directory.all_schools(reader)]
    return _of_urn(reader, resolve_name("school", asked, named))


def _of_urn(reader: Reader, urn: str) -> School:
    school = directory.by_urn(reader, urn)
    if school is None:
        raise DataError(
            f"no school with URN {urn} is known",
            why="it stands in no file that was imported",
            fix="check the URN, or import the register: bleadchallenge import-data FILE",
        )
    return school
