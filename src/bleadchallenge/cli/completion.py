"""Completion of names on the command line: schools, alliances, people, meetings."""

import inspect
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import typer

if TYPE_CHECKING:
    from bleadchallenge.store.place import Place

Suggestion = tuple[str, str]
Complete = Callable[[typer.Context, str], list[Suggestion]]
_WORD = re.compile(r"\w[\w-]*")


def complete_names(parameter: inspect.Parameter) -> None:
    """Let a parameter that names a school, an alliance, a person or a meeting complete it."""
    what, complete = _COMPLETIONS.get(parameter.name, ("", None))
    described = get_args(parameter.annotation)[1:]
    if complete is not None and described and described[0].autocompletion is None:
        described[0].autocompletion = complete
        described[0].metavar = described[0].metavar or what


def _of_kind(kind: str) -> Complete:
    def complete(context: typer.Context, incomplete: str) -> list[Suggestion]:
        from bleadchallenge.store.completion import NameKind, names

        return list(_fitting(names(_store(context), NameKind[kind]), incomplete))

    return complete


def _meetings(context: typer.Context, incomplete: str) -> list[Suggestion]:
    from bleadchallenge.store.completion import meetings

    return [(day, "") for day in meetings(_store(context)) if day.startswith(incomplete)]


def _store(context: typer.Context) -> "Place":
    """The store that an unfinished command line names."""
    from bleadchallenge.cli.settings import settings_with
    from bleadchallenge.domain.errors import ProgrammeError
    from bleadchallenge.domain.settings import SettingName
    from bleadchallenge.store.place import place_of

    said = context.params.get("store") or context.find_root().params.get("store") or ""
    try:
        return place_of(settings_with({SettingName.STORE: str(said)})[SettingName.STORE].value)
    except ProgrammeError:
        return Path(str(said))


def _fitting(known: Sequence[Suggestion], incomplete: str) -> Iterator[Suggestion]:
    """Codes that go on as was typed; else the first words of names that belong to one alone."""
    codes = [(code, name) for code, name in known if code.startswith(incomplete)]
    if codes:
        yield from codes
        return
    words = [(_first_word(name), name) for _code, name in known]
    alone = Counter(word for word, _name in words)
    for word, name in words:
        if word.startswith(incomplete) and alone[word] == 1:
            yield word, name


def _first_word(name: str) -> str:
    found = _WORD.match(name)
    return found[0] if found else name


_KINDS = {
    "SCHOOL": ("school", "from_school", "about"),
    "ALLIANCE": ("tsa", "alliance"),
    "SUBJECT": ("subject",),
    "PERSON": ("who", "person", "people", "lead", "member", "sponsor"),
}
_COMPLETIONS: dict[str, tuple[str, Complete]] = {
    name: (kind, _of_kind(kind)) for kind, names in _KINDS.items() for name in names
} | {"meeting": ("DATE", _meetings)}
"""What a parameter is, and what completes it, by its name."""
