"""The service level agreement between partnership, alliance and school, step by step."""

from enum import StrEnum

from bleadchallenge.domain.choices import AgreementState
from bleadchallenge.domain.errors import DataError


class Product(StrEnum):
    """What the first ten days of support should bring."""

    AGREEMENT = "service level agreement"
    PLAN = "action plan"
    SCHOOL_KPIS = "indicators of the school"
    SUPPORT_KPIS = "indicators of the support"


FOLLOWS: dict[AgreementState | None, tuple[AgreementState, ...]] = {
    None: (AgreementState.DRAFT,),
    AgreementState.DRAFT: (AgreementState.DRAFT, AgreementState.AGREED, AgreementState.ENDED),
    AgreementState.AGREED: (AgreementState.VARIED, AgreementState.ENDED),
    AgreementState.VARIED: (AgreementState.VARIED, AgreementState.ENDED),
    AgreementState.ENDED: (AgreementState.DRAFT,),
}
"""What may follow; ``None`` is no agreement yet. After an end a new draft may begin."""

NEW_VERSION = frozenset({(AgreementState.ENDED, AgreementState.DRAFT)})
"""Steps that make a new version besides a variation."""


def require_follows(before: AgreementState | None, to: AgreementState) -> None:
    """Raise ``DataError`` where an agreement cannot go from one state to another."""
    if to in FOLLOWS[before]:
        return
    stands = f"the agreement is {before}" if before else "there is no agreement yet"
    raise DataError(
        f"{stands} and cannot become {to}",
        why=f"next may come {' or '.join(FOLLOWS[before])}",
        fix=f"--state {FOLLOWS[before][0]}",
    )


def makes_version(before: AgreementState | None, to: AgreementState) -> bool:
    """Whether a step makes a new version, the one before staying as it is."""
    return before is None or to is AgreementState.VARIED or (before, to) in NEW_VERSION
