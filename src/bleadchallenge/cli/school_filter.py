"""The school of a listing, which may be named by ``--school`` or as the listing's argument."""

import inspect
from collections.abc import Mapping, Sequence
from typing import Annotated, get_args

import typer
from typer.models import ArgumentInfo

_SCHOOL = "school"
_OTHER = "school_too"
_AS_OPTION = Annotated[
    str | None, typer.Option("--school", metavar="SCHOOL", help="The same as the argument.")
]
_AS_ARGUMENT = Annotated[str | None, typer.Argument(metavar="SCHOOL", help="The same as --school.")]


def other_way(own: Sequence[inspect.Parameter]) -> list[inspect.Parameter]:
    """The parameter by which a listing's school is named too; none where it takes no school.

    A listing that has another argument keeps its school as the option that it is.
    """
    arguments = [each for each in own if _is_argument(each)]
    school = next((each for each in own if each.name == _SCHOOL and each.default is None), None)
    if school is None or [each for each in arguments if each is not school]:
        return []
    annotation = _AS_OPTION if school in arguments else _AS_ARGUMENT
    return [school.replace(name=_OTHER, annotation=annotation)]


def school_of(given: Mapping[str, object]) -> dict[str, object]:
    """What was given, with the school under one name; raises ``UsageError`` for two or ``''``."""
    from bleadchallenge.domain.errors import UsageError

    if _OTHER not in given:
        return dict(given)
    found = {each: name for each, name in given.items() if each != _OTHER}
    named = [name for name in (given[_SCHOOL], given[_OTHER]) if name is not None]
    if len(named) > 1:
        raise UsageError("the school is named twice", fix="name it as the argument or by --school")
    if "" in named:
        raise UsageError("the school is empty", fix="give its URN or name")
    return found | {_SCHOOL: next(iter(named), None)}


def _is_argument(parameter: inspect.Parameter) -> bool:
    return any(isinstance(each, ArgumentInfo) for each in get_args(parameter.annotation))
