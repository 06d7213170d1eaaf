"""Interests of the scrutiny group's members: who must withdraw from an item."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """A member with what ties the person to schools and alliances.

    ``declared`` are the subjects of declared interests; ``own`` the person's own
    school, and the alliance the person belongs to. Subjects are URNs of schools
    and codes of alliances.
    """

    code: str
    declared: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()

    def conflicts(self, touched: Collection[str]) -> bool:
        """Whether the member has an interest in any of the subjects an item touches."""
        return not (self.declared | self.own).isdisjoint(touched)


def must_withdraw(
    present: Iterable[Member], touched: Collection[str], withdrawn: Collection[str]
) -> list[str]:
    """Codes of members present who have an interest in an item and have not withdrawn.

    ``touched`` are the subjects of the item: a school with the alliance that
    supports it, or an alliance alone.
    """
    return sorted(
        member.code
        for member in present
        if member.code not in withdrawn and member.conflicts(touched)
    )
