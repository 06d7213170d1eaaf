"""A command line as the ledger may show it: codes, days and names of options, nobody's words.

What may be a person's own (a name, what was said in confidence, a reason) is left
out and stands as an ellipsis; the ledger keeps it apart, under a seal.
"""

import re
import shlex
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from bleadchallenge.domain import choices

HIDDEN = "…"
GROUPS = frozenset(
    {
        *("cohort", "comment", "conference", "days", "designation", "escalate", "evaluate"),
        *("family", "intelligence", "isg", "kpi", "milestone", "plan", "policy", "session"),
        *("show", "talent", "tsa-review", "visit"),
    }
)
"""First words that another word of a command may follow."""

_COMMAND = re.compile(r"[a-z][a-z-]*")
_OPTION = re.compile(r"-h|--[a-z][a-z-]*")
_CODE = re.compile(r"(?=[^0-9]*[0-9])(?:[A-Za-z]{0,4}[0-9._/:-]+){1,8}[A-Za-z]{0,4}")
_MOST_DIGITS = 8
"""A code, a day, a figure has fewer; a number to call somebody by has more."""


def parted(command: str) -> tuple[str, tuple[str, ...]]:
    """What of a command line may be shown, and the words that stand where it has ellipses."""
    try:
        tokens = shlex.split(command)
    except ValueError:
        return HIDDEN, (command,)
    if not tokens or shlex.join(tokens) != command:
        return HIDDEN, (command,)
    shown = [token if is_shown else HIDDEN for token, is_shown in _looked_at(tokens)]
    words = [token for token, is_shown in _looked_at(tokens) if not is_shown]
    return " ".join(shown), tuple(words)


def joined(shown: str, words: Sequence[str]) -> str:
    """The command line again, word for word."""
    if shown == HIDDEN:
        return "".join(words)
    left = iter(words)
    return shlex.join(next(left) if token == HIDDEN else token for token in shown.split(" "))


def _looked_at(tokens: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Each word of a command line, and whether it may be shown."""
    for place, token in enumerate(tokens):
        is_program = place == 0
        is_command = place == 1 and _COMMAND.fullmatch(token)
        is_second = place == 2 and tokens[1] in GROUPS and _COMMAND.fullmatch(token)  # noqa: PLR2004 - the third
        known = token in _choices() or _OPTION.fullmatch(token)
        yield token, bool(is_program or is_command or is_second or known or _is_code(token))


def _is_code(token: str) -> bool:
    digits = sum(letter.isdigit() for letter in token)
    return digits <= _MOST_DIGITS and _CODE.fullmatch(token) is not None


@cache
def _choices() -> frozenset[str]:
    """The words of every closed list, which are nobody's."""
    kinds = [kind for kind in vars(choices).values() if isinstance(kind, type)]
    return frozenset(
        word.value
        for kind in kinds
        if issubclass(kind, StrEnum)
        for word in kind
        if _COMMAND.fullmatch(word.value)
    )
