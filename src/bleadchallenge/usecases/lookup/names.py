"""Which of several named things a person means; near misses get "did you mean"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bleadchallenge.domain.errors import DataError

_LIKE_ENOUGH = 60
_CODE_LIKE_ENOUGH = 75
_SHOWN = 4
_FEW = 30
_LISTED = {
    "school": "bleadchallenge schools",
    "person": "bleadchallenge people",
    "template": "bleadchallenge kpi templates",
    "alliance": "bleadchallenge days-status --alliances",
}


@dataclass(frozen=True, slots=True)
class NamedRecord:
    """A thing with a code and a name."""

    code: str
    name: str
    place: str = ""

    def __str__(self) -> str:
        """The thing with what tells it from others of its name."""
        return f"{self.name} ({', '.join(part for part in (self.code, self.place) if part)})"


def resolve_name(what: str, asked: str, known: Sequence[NamedRecord]) -> str:
    """The code of the one thing meant, by code, name or a part of the name.

    Raises ``DataError``: where several fit it names them, where none fits it
    names the nearest.
    """
    found = fitting(asked, known)
    if len(found) == 1:
        return found[0].code
    raise several(what, asked, found) if found else _none(what, asked, known)


def fitting(asked: str, known: Sequence[NamedRecord]) -> list[NamedRecord]:
    """Those of a code or name, each once; where there are none, those of a part of the name."""
    folded = asked.strip().casefold()
    exact = [n for n in known if folded in (n.code.casefold(), n.name.casefold())]
    part = [n for n in known if folded and folded in n.name.casefold()]
    return list({named.code: named for named in exact or part}.values())


def several(what: str, asked: str, found: Sequence[NamedRecord]) -> DataError:
    """The fault of a name that fits several, which are told apart."""
    shown = "; ".join(map(str, found[:_SHOWN]))
    return DataError(
        f"{asked!r} may be more than one {what}",
        why=shown + ("; and others" if len(found) > _SHOWN else ""),
        fix=f"give the code of the {what}, or more of its name",
    )


def _none(what: str, asked: str, known: Sequence[NamedRecord]) -> DataError:
    shown = "; ".join(nearest(asked, known))
    return DataError(
        f"no {what} is known as {asked!r}",
        why=f"nothing with that code or name is on record ({len(known)} are)",
        fix=f"did you mean {shown}?" if shown else _where(what, known),
    )


def nearest(asked: str, known: Sequence[NamedRecord]) -> list[str]:
    """The nearest by name, in words, after one whose code is nearly what was asked."""
    from rapidfuzz import fuzz, process

    shown = [str(named) for named in known]
    codes = [named.code.casefold() for named in known]
    names = [named.name for named in known]
    code = process.extractOne(
        asked.strip().casefold(), codes, scorer=fuzz.ratio, score_cutoff=_CODE_LIKE_ENOUGH
    )
    near = process.extract(
        asked, names, scorer=fuzz.WRatio, limit=_SHOWN - 1, score_cutoff=_LIKE_ENOUGH
    )
    places = [found[2] for found in ([code] if code else []) + near]
    return [shown[place] for place in dict.fromkeys(places)][: _SHOWN - 1]


def _where(what: str, known: Sequence[NamedRecord]) -> str:
    """The codes there are, where they are few; else how they are listed."""
    if 0 < len(known) <= _FEW:
        return f"one of {', '.join(named.code for named in known)}"
    return _LISTED.get(what, f"give the {what}'s code or name")
