"""Which of several named things a person means; near misses get "did you mean"."""

from collections.abc import Sequence
from dataclasses import dataclass

from bleadchallenge.domain.errors import DataError

_LIKE_ENOUGH = 60
_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with a code and a name."""

    code: str
    name: str


def meant(what: str, asked: str, known: Sequence[Named]) -> str:
    """The code of the one thing meant, by code, name or a part of the name.

    Raises ``DataError``: where several fit it names them, where none fits it
    names the nearest.
    """
    folded = asked.strip().casefold()
    exact = {n.code for n in known if folded in (n.code.casefold(), n.name.casefold())}
    if len(exact) == 1:
        return exact.pop()
    part = [named for named in known if folded and folded in named.name.casefold()]
    codes = {named.code for named in exact_names(known, exact) or part}
    if len(codes) == 1:
        return codes.pop()
    if codes:
        raise _several(what, asked, [n for n in known if n.code in codes])
    raise _none(what, asked, known)


def exact_names(known: Sequence[Named], codes: set[str]) -> list[Named]:
    """Those of the known things that have one of the codes."""
    return [named for named in known if named.code in codes]


def _several(what: str, asked: str, fitting: Sequence[Named]) -> DataError:
    shown = "; ".join(f"{named.name} ({named.code})" for named in fitting[:_SHOWN])
    return DataError(
        f"{asked!r} may be more than one {what}",
        why=shown + ("; and others" if len(fitting) > _SHOWN else ""),
        fix=f"give the code of the {what}, or more of its name",
    )


def _none(what: str, asked: str, known: Sequence[Named]) -> DataError:
    from rapidfuzz import fuzz, process

    names = {f"{named.name} ({named.code})": named.name for named in known}
    near = process.extract(
        asked, names, scorer=fuzz.WRatio, limit=_SHOWN - 1, score_cutoff=_LIKE_ENOUGH
    )
    shown = "; ".join(key for _name, _score, key in near)
    return DataError(
        f"no {what} is known as {asked!r}",
        why=f"nothing with that code or name is on record ({len(known)} are)",
        fix=f"did you mean {shown}?" if shown else f"give the {what}'s code or name",
    )
