"""Options and arguments that take one of a closed list, in the words people write."""

import inspect
from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any, get_args

from bleadchallenge.domain.choice_parsing import written

E = type[StrEnum]
_WIDEST = 48


def take_choices(parameter: inspect.Parameter) -> None:
    """Let a parameter of a closed list take ``partly-met``, ``Partly met`` or ``partly``."""
    said, *described = get_args(parameter.annotation) or (parameter.annotation,)
    kind = next((each for each in (said, *get_args(said)) if _is_list(each)), None)
    if kind is None or not described or described[0].parser is not None:
        return
    name = next(iter(getattr(described[0], "param_decls", None) or ()), parameter.name)
    described[0].parser = _parser(kind, name)
    _describe(described[0], name, [written(each) for each in kind])
    described[0].autocompletion = _completion(kind)


def _describe(described: Any, name: str, words: Sequence[str]) -> None:  # noqa: ANN401 - Typer's
    """Show the words that may be given: in place of the value, or behind the help where long."""
    listed = "|".join(words)
    if len(listed) <= _WIDEST:
        described.metavar = described.metavar or listed
    else:
        described.metavar = described.metavar or name.strip("-").replace("_", "-").upper()
        described.help = f"{described.help} One of {', '.join(words)}."


def _is_list(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _parser(kind: E, name: str) -> Callable[[str], StrEnum]:
    def parse(text: str) -> StrEnum:
        from bleadchallenge.domain.choice_parsing import choice

        return choice(kind, text, name)

    return parse


def _completion(kind: E) -> Callable[[str], list[str]]:
    def complete(incomplete: str) -> list[str]:
        return [word for word in map(written, kind) if word.startswith(incomplete.lower())]

    return complete
