"""Leadership talent: steps from identified to deployed, by code and never by name."""

import re
from collections.abc import Iterable, Sequence
from enum import StrEnum

from bleadchallenge.domain.choices import TalentStage
from bleadchallenge.domain.errors import DataError

ORDER = tuple(TalentStage)
_INITIALS = re.compile(r"(?:[A-Z][.]?){1,3}")
_NUMBERED = re.compile(r"(?:[A-Z]{0,4}|[a-z]{0,2})[-_/]?[0-9][0-9A-Z_/-]{0,9}")
_ADDRESSED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Sir|Rev|Sister|Fr)\b\.?\s+[^\W\d_a-z]")
_LETTERS_OF_A_NAME = 3
_LETTERED = re.compile(r"[A-Z]{1,4}[-_/][A-Z]{1,2}")


class Direction(StrEnum):
    """Which way a step leads."""

    FIRST = "first"
    FORWARD = "forward"
    BACK = "back"
    STAYS = "stays"


def looks_like_a_code(text: str) -> bool:
    """Whether a text is initials, or a code such as ``L07`` or ``OAK-A``, and no name."""
    return any(form.fullmatch(text) for form in (_INITIALS, _NUMBERED, _LETTERED))


def require_code(text: str, what: str) -> str:
    """The code without blanks around it; raises ``DataError`` for what may be a name.

    The text itself is not repeated in the message: it may be somebody's name.
    """
    code = text.strip()
    if not looks_like_a_code(code):
        raise DataError(
            f"the {what} may be a name; only initials or a code are kept",
            why="names of people in the talent pipeline stay out of the store",
            fix="give initials such as AB, or a code such as L07",
        )
    return code


def require_nameless(text: str, what: str, names: Iterable[str]) -> str:
    """The text; raises ``DataError`` where it names somebody.

    That is with a form of address, or by a name that is on record. The text itself
    is not repeated in the message.
    """
    words = set(re.findall(r"[^\W\d_]+", text.casefold()))
    is_known = any(_surname(name) in words for name in names)
    if is_known or _ADDRESSED.search(text) or "@" in text:
        raise DataError(
            f"the {what} speaks of somebody by name; only roles and codes are kept",
            why="names of people in the talent pipeline stay out of the store",
            fix="say the role, or give initials such as AB or a code such as L07",
        )
    return text


def _surname(name: str) -> str:
    """The last word of a name, or what no text holds where it is too short to tell."""
    last = name.rsplit(maxsplit=1)[-1].casefold() if name.split() else ""
    return last if len(last) >= _LETTERS_OF_A_NAME else "@"


def direction(before: TalentStage | None, to: TalentStage) -> Direction:
    """Which way a step leads."""
    if before is None:
        return Direction.FIRST
    steps = ORDER.index(to) - ORDER.index(before)
    if steps == 0:
        return Direction.STAYS
    return Direction.FORWARD if steps > 0 else Direction.BACK


def require_one_step(before: TalentStage | None, to: TalentStage) -> None:
    """Raise ``DataError`` where a step leaves a stage out."""
    following = ORDER[0] if before is None else ORDER[min(ORDER.index(before) + 1, len(ORDER) - 1)]
    if ORDER.index(to) > ORDER.index(following):
        raise DataError(
            f"{before} is not followed by {to}" if before else f"nobody begins at {to}",
            why="one step is taken at a time" if before else "the first step is identified",
            fix=f"record --stage {following} first, with its day",
        )


def has_moved_on(stages: Sequence[TalentStage]) -> bool:
    """Whether somebody stands further than where they began."""
    return bool(stages) and ORDER.index(stages[-1]) > ORDER.index(stages[0])
