"""Questions about families of schools: who is in which, drawn when and how."""

from collections.abc import Callable

from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.tables import Family, FamilyMember

NEAREST = "nearest"


def family_of(reader: Reader, urn: str, way: str, year: str = "") -> Family | None:
    """The latest family of a school drawn that way by the day, of ``year`` or before if given."""
    every = reader.where(Family, urn=urn, way=way)
    drawn = [each for each in every if reader.day is None or each.drawn_on <= reader.day]
    fitting = [family for family in drawn if not year or family.year <= year]
    return max(fitting or drawn, key=lambda family: family.year, default=None)


def members_of(reader: Reader, family: Family) -> list[FamilyMember]:
    """The members of a family, nearest first."""
    found = reader.all(
        FamilyMember,
        FamilyMember.urn == family.urn,
        FamilyMember.way == family.way,
        FamilyMember.year == family.year,
    )
    return sorted(found, key=lambda member: (member.rank, member.member))


def members_by(reader: Reader, way: str, at_most: int) -> Callable[[str, str], tuple[str, ...]]:
    """A look-up of the nearest members of a school's family for a year's comparison."""

    def members(urn: str, year: str) -> tuple[str, ...]:
        family = family_of(reader, urn, way, year)
        if family is None:
            return ()
        return tuple(member.member for member in members_of(reader, family)[:at_most])

    return members


def every_member(reader: Reader, way: str, urns: set[str]) -> set[str]:
    """The members of the families of several schools, whatever the year."""
    found = reader.all(FamilyMember, FamilyMember.way == way)
    return {member.member for member in found if member.urn in urns}
