"""Options that stand together in a dataclass, given to a command as one value."""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import TypeVar

_Group = TypeVar("_Group")


def options_of(kind: type[object], names: Iterable[str] = ()) -> Iterator[inspect.Parameter]:
    """The fields of a dataclass as options of a command, or those of some names."""
    wanted = set(names)
    for each in fields(kind) if is_dataclass(kind) else ():
        if not wanted or each.name in wanted:
            yield inspect.Parameter(
                each.name,
                inspect.Parameter.KEYWORD_ONLY,
                default=each.default,
                annotation=each.type,
            )


def expand_groups(parameters: Iterable[inspect.Parameter]) -> Iterator[inspect.Parameter]:
    """The parameters of a function, where one takes a dataclass the options it stands for."""
    for each in parameters:
        if isinstance(each.annotation, type) and is_dataclass(each.annotation):
            yield from options_of(each.annotation)
        else:
            yield each.replace(kind=inspect.Parameter.KEYWORD_ONLY)


def make_group(kind: type[_Group], given: dict[str, object]) -> _Group:
    """The dataclass made of the options of its names, which are taken out of those given."""
    names = [each.name for each in fields(kind) if each.name in given] if is_dataclass(kind) else []
    return kind(**{name: given.pop(name) for name in names})


def arguments_of(
    parameters: Iterable[inspect.Parameter], given: dict[str, object]
) -> dict[str, object]:
    """What a function takes of the options given: those of a dataclass as one value."""
    groups = [each for each in parameters if is_dataclass(each.annotation)]
    return {each.name: make_group(each.annotation, given) for each in groups} | given
