"""Statuses as people see them: a symbol, a word and a tone, never colour alone."""

from enum import StrEnum
from typing import Final

from bleadchallenge.domain.kpis.status import DirectionOfTravel, Status


class Tone(StrEnum):
    """How a status is coloured: blue is well, orange is not, for eyes of every kind."""

    WELL = "well"
    WATCH = "watch"
    ILL = "ill"
    WAITING = "waiting"
    FEW = "few"
    UNKNOWN = "unknown"
    PLAIN = "plain"


SYMBOLS: Final = {
    Tone.WELL: "✓",
    Tone.WATCH: "◐",
    Tone.ILL: "✕",
    Tone.WAITING: "○",
    Tone.FEW: "≈",
    Tone.UNKNOWN: "?",
    Tone.PLAIN: "",
}

_ARROWS: Final = {
    DirectionOfTravel.IMPROVING: "↑",
    DirectionOfTravel.STEADY: "→",
    DirectionOfTravel.DECLINING: "↓",
}

_OWN_SIGNS: Final = {Status.TOO_FEW.value: "≈"}
"""Statuses that share a tone and are told apart by a sign of their own."""

_WORDS: Final = {
    Tone.WELL: "on course|delivering|on track|met|strong|good|ahead|confirmed|accepted|agreed"
    "|resolved|complete"
    "|recommission|continue|yes|green",
    Tone.WATCH: "recoverable|at risk|partly met|limited|due|due soon|disputed|reminded|adjust"
    "|ahead, but so is a placebo|behind, but so is a placebo"
    "|watch|delivered|with conditions|challenged by the group|answered|amber",
    Tone.ILL: "of concern|not delivering|off track|not met|none|overdue|behind|not accepted"
    "|unanswered|unsigned|switch"
    "|formal review|referred|the authority's notice|missing|do not recommission|red",
    Tone.WAITING: "not yet due|too early|planned|draft|open|cancelled|ended|not applicable",
    Tone.FEW: "too few to judge|not told apart from chance",
    Tone.UNKNOWN: "no reading|unknown|cannot be known|too few pupils to tell|not rated"
    "|too few schools to tell|not told apart|-",
}
_TONE_OF: Final = {word: tone for tone, words in _WORDS.items() for word in words.split("|")}

LEGEND: Final = tuple(
    (_OWN_SIGNS.get(status.value, SYMBOLS[_TONE_OF[status]]), status.value)
    for status in (
        Status.ON_TRACK,
        Status.RECOVERABLE,
        Status.OFF_TRACK,
        Status.TOO_FEW,
        Status.NOT_YET_DUE,
        Status.NO_READING,
    )
)
"""The symbols of the statuses with their words, best first."""


def tone_of(word: str) -> Tone:
    """The tone of a status word; what follows a comma or bracket does not count."""
    known = word.lower()
    first = known.partition(",")[0].partition(" (")[0].strip()
    return _TONE_OF.get(known) or _TONE_OF.get(first) or Tone.PLAIN


def symbol_of(word: str) -> str:
    """The symbol a status word is shown with; empty for a word that is none."""
    arrow = next((sign for travel, sign in _ARROWS.items() if word == travel.value), "")
    return arrow or _OWN_SIGNS.get(word) or SYMBOLS[tone_of(word)]


def strip_of(words: tuple[str, ...]) -> str:
    """Past statuses as a row of symbols, oldest first; a dot for a word without one."""
    return " ".join(symbol_of(word) or "·" for word in words)


_LEVELS = "▁▂▃▄▅▆▇█"


def spark_of(readings: tuple[str, ...]) -> str:
    """Readings as a row of bars, oldest first, from their lowest to their highest."""
    known = [float(each) for each in readings if each]
    low, spread = min(known, default=0.0), (max(known, default=0.0) - min(known, default=0.0))
    return "".join(
        "·" if not each else _LEVELS[round((float(each) - low) / spread * 7)] if spread else "▄"
        for each in readings
    )
