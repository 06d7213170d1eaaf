"""Warning notices: who may give one to which school, and on what ground.

Education and Inspections Act 2006, s.60 and s.60A: maintained schools only. An
academy is dealt with under its funding agreement. The programme gives none.
"""

from bleadchallenge.domain.choices import NoticeGiver, NoticeGround, SchoolKind
from bleadchallenge.domain.errors import DataError

_ACADEMY_FIX = (
    'give --ground "funding agreement" --given-by secretary-of-state, '
    "for whom the regional schools commissioner acts"
)


def require_lawful(
    kind: SchoolKind | None, giver: NoticeGiver, ground: NoticeGround, name: str
) -> None:
    """Raise ``DataError`` for a notice that cannot have been given."""
    of_academy = ground is NoticeGround.FUNDING_AGREEMENT
    if kind is None:
        return
    if kind is SchoolKind.ACADEMY and not of_academy:
        raise DataError(
            f"{name} is an academy: {ground} is for maintained schools",
            why="an academy is dealt with under its funding agreement",
            fix=_ACADEMY_FIX,
        )
    if kind is SchoolKind.MAINTAINED and of_academy:
        raise DataError(
            f"{name} is a maintained school and has no funding agreement",
            fix="give one of the grounds of section 60: standards, breakdown, safety or pay",
        )
    if of_academy and giver is not NoticeGiver.SECRETARY_OF_STATE:
        raise DataError(
            f"the {giver} gives no notice to an academy",
            why="its funding agreement is with the Secretary of State",
            fix=_ACADEMY_FIX,
        )
