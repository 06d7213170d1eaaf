"""A command line as the ledger may show it: codes, days and names of options, nobody's words.

What may be a person's own (a name, what was said in confidence, a reason) is left
out and stands as an ellipsis; the ledger keeps it apart, under a seal. Of a file's
name stands what says nothing of anybody: the name where it is made of numbers and
words of the programme, else its ending; never the folders before it.
"""

import re
import shlex
from collections.abc import Sequence
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
_CODE = re.compile(r"[A-Za-z]{0,4}-?[0-9]+(?:[-._/:T][0-9]+){0,6}[A-Za-z]{0,4}")
_FILE = re.compile(
    r"(?P<folders>.*/)?(?P<name>[^/\s]+)"
    r"(?P<ending>\.(?:csv|tsv|txt|xlsx|xlsm|xlsb|xls|ods|toml|db|ledger|md|html))",
    re.IGNORECASE,
)
_NUMBER_IN_A_NAME = re.compile(r"[a-z]{0,2}[0-9]{1,6}|20[0-9]{6}")
_WITH_OTHERS = frozenset({"autumn", "summer", *("may", "june", "april", "august")})
"""Times of the year that are also people's names: shown beside another word only."""
_WORDS_OF_FILES = frozenset(
    word
    for line in (
        "abs absence action actions advice agreement agreements alliance alliances attendance",
        "baseline census check checks city comment comments commitment commitments conference",
        "core days deliverers designations diary discussions draft eligibility england evaluation",
        "expectations families final follow followups gias group impact indicator indicators",
        "inspections intelligence interests isg judgements keystage kpi kpis ks1 ks2 ks2final",
        "ks2provisional ks2pupils la ledger list lists local mapping meetings members midterm",
        "milestone milestones minutes moderation national new notices ofsted open pack people",
        "places plan plans policy practice practices primary programme provisional published",
        "pupils readings readme recommendations register rejects results review reviews revised",
        "rsc scheduled schools selection session sessions sheet signatures sla spine spring store",
        "support talent targets team teams term termly tsa up ups variations visit visits weekly",
        "workbook",
    )
    for word in line.split()
)
"""What files of the programme are called by; nobody's name is among them."""

_KNOWN_WORDS = _WORDS_OF_FILES | _WITH_OTHERS
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
    shown = [_shown_word(tokens, place) for place in range(len(tokens))]
    words = [token for token, text in zip(tokens, shown, strict=True) if text.startswith(HIDDEN)]
    return " ".join(shown), tuple(words)


def joined(shown: str, words: Sequence[str]) -> str:
    """The command line again, word for word."""
    if shown == HIDDEN:
        return "".join(words)
    left = iter(words)
    tokens = shown.split(" ")
    return shlex.join(next(left) if token.startswith(HIDDEN) else token for token in tokens)


def _shown_word(tokens: Sequence[str], place: int) -> str:
    """What of a word may be shown; it begins with an ellipsis where that is not all of it."""
    token = tokens[place]
    is_program = place == 0
    is_command = place == 1 and _COMMAND.fullmatch(token)
    is_second = place == 2 and tokens[1] in GROUPS and _COMMAND.fullmatch(token)  # noqa: PLR2004 - the third
    known = token in _choices() or _OPTION.fullmatch(token)
    if is_program or is_command or is_second or known or _is_code(token):
        return token
    return _shown_of_file(token)


def _shown_of_file(token: str) -> str:
    """Of a file its name, where that says nothing of anybody; else its ending, or nothing."""
    found = _FILE.fullmatch(token)
    if found is None:
        return HIDDEN
    parts = re.split(r"[-_.]+", found["name"].lower())
    words = [part for part in parts if part and not _NUMBER_IN_A_NAME.fullmatch(part)]
    if _WORDS_OF_FILES.isdisjoint(words) or not _KNOWN_WORDS.issuperset(words):
        return f"{HIDDEN}{found['ending']}"
    if found["folders"]:
        return f"{HIDDEN}/{found['name']}{found['ending']}"
    return token


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
