"""Options and arguments that take one of a closed list, in the words people write."""

import inspect
from collections.abc import Callable
from enum import StrEnum
from typing import get_args

E = type[StrEnum]


def take_choices(parameter: inspect.Parameter) -> None:
    """Let a parameter of a closed list take ``partly-met``, ``Partly met`` or ``partly``."""
    said, *described = get_args(parameter.annotation) or (parameter.annotation,)
    kind = next((each for each in (said, *get_args(said)) if _is_list(each)), None)
    if kind is None or not described or described[0].parser is not None:
        return
    name = next(iter(getattr(described[0], "param_decls", None) or ()), parameter.name)
    described[0].parser = _parser(kind, name)
    described[0].metavar = described[0].metavar or f"[{'|'.join(map(_written, kind))}]"
    described[0].autocompletion = _completion(kind)


def _is_list(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _written(entry: StrEnum) -> str:
    """An entry as one word on a command line."""
    return entry.value.replace(" ", "-").replace("'", "")


def _parser(kind: E, name: str) -> Callable[[str], StrEnum]:
    def parse(text: str) -> StrEnum:
        from bleadchallenge.domain.choice_parsing import choice

        return choice(kind, text, name)

    return parse


def _completion(kind: E) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [word for word in map(_written, kind) if word.startswith(incomplete.lower())]

    return complete
