"""Why a change is refused: what it breaks, what rests on it, and how to take that back."""

from collections.abc import Iterable, Sequence

from bleadchallenge.domain.errors import DataError
from bleadchallenge.rules.change import ChangeContext, broken_by, states_of
from bleadchallenge.rules.rule import Asks, Violation
from bleadchallenge.store.engine.writer import Writer
from bleadchallenge.store.facts.base import describe

_NAMED = 8
_ROUNDS = 20


def refusal_of_change(found: Sequence[Violation], number: int) -> DataError:
    """The refusal of a change that breaks rules, in the order of the book.

    Where earlier records rest on what it touches, all of them are named, newest first.
    """
    resting = _newest(each for each in found if each.shaken_by and each.record.since != number)
    if found[0].shaken_by is None or not resting:
        return found[0].error()
    first = resting[0]
    why = _why(first) if len(resting) == 1 else _all_of(resting)
    rest = f"{len(resting)} records rest" if len(resting) > 1 else f"{describe(first.record)} rests"
    back = f"take back first: {_in_turn(resting)}"
    fix = f"{first.remedy}; or {back}" if first.remedy else back
    return DataError(f"{rest} on it", why=why, fix=fix)


def refusal_of_undo(writer: Writer, context: ChangeContext, seq: int) -> DataError:
    """The refusal of an undo, with every record that rests on what would go.

    What rests on those records in turn is found by taking them out as well: the
    change is refused, so nothing of that is kept.
    """
    found: list[Violation] = []
    for _round in range(_ROUNDS):
        broken = list(broken_by(writer, states_of(writer, context)))
        resting = {id(each.record): each.record for each in broken if _rests(each, writer.number)}
        found += broken
        if not resting:
            break
        writer.retract(*resting.values())
    newest = _newest(each for each in found if _rests(each, writer.number))
    what = f"change {seq} cannot be undone by itself"
    if not newest:
        return DataError(what, why=_why(found[0]), fix=found[0].remedy)
    fix = f"{_in_turn(newest)}, then bleadchallenge undo {seq}"
    return DataError(what, why=f"{_all_of(newest)} rest on it", fix=fix)


def _rests(found: Violation, number: int) -> bool:
    """Whether it is a record of an earlier change, which could be taken back first."""
    return found.rule.asks is not Asks.REMOVAL and found.record.since != number


def _newest(found: Iterable[Violation]) -> list[Violation]:
    """One violation a record, those of the newest change first."""
    resting = {(each.record.since, describe(each.record)): each for each in found}
    return [resting[key] for key in sorted(resting, reverse=True)]


def _why(found: Violation) -> str:
    return f"{found.unmet}: {found.why}" if found.why else found.unmet


def _all_of(newest: Sequence[Violation]) -> str:
    """The records, newest first, those that are broken alike together."""
    alike: dict[str, list[str]] = {}
    for each in newest[:_NAMED]:
        alike.setdefault(each.unmet, []).append(each.named)
    more = f"; and {len(newest) - _NAMED} more" if len(newest) > _NAMED else ""
    return "; ".join(f"{', '.join(named)}: {unmet}" for unmet, named in alike.items()) + more


def _in_turn(newest: Iterable[Violation]) -> str:
    changes = list(dict.fromkeys(each.record.since for each in newest))
    shown = [f"bleadchallenge undo {change}" for change in changes[:_NAMED]]
    more = [f"{len(changes) - _NAMED} more"] if len(changes) > _NAMED else []
    return ", then ".join([*shown, *more])
