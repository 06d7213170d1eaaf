"""Decisions on support: the words of one, and the case for a change at any stage."""

_CASE = "; the case: "


def with_case(rationale: str, case: str) -> str:
    """A rationale with what was found, where no review is there to tell it."""
    return f"{rationale}{_CASE}{case}" if case.strip() else rationale


def without_case(rationale: str) -> str:
    """A rationale alone."""
    return rationale.partition(_CASE)[0].strip()


def tells_case(rationale: str) -> bool:
    """Whether a rationale says what was found."""
    return bool(rationale.partition(_CASE)[2].strip())
