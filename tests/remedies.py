"""Commands that the program names in its messages, held against the commands there are."""

import re
import shlex
from collections.abc import Iterator
from functools import cache
from typing import Any

from typer.main import get_command

from bleadchallenge.cli.app import app

NAMED = re.compile(r"\bbleadchallenge (?P<words>[a-z-]+(?: [^,;:()\n]*)?)")
"""A command in a sentence, as far as its words may go."""
ENDS = frozenset(
    re.findall(
        r"\w+",
        "or and then shows makes does again to lists says as with ranks names puts takes brings in "
        "gives tells where before after first until for on at a an prints Its",
    )
)
"""Words of a sentence that may stand behind a command."""
ANYWHERE = {"--help", "--X"}
"""What asks for help, and an option whose name is filled in."""
PLACEHOLDER = re.compile(r"X|N|\.\.\.|[A-Z]+(\.\.\.)?|\[.*\]")


@cache
def program() -> Any:
    """The program's commands, put together once."""
    return get_command(app)


def named_in(text: str) -> Iterator[list[str]]:
    """The words of every command that a text names, without the program's name."""
    for found in NAMED.finditer(text):
        try:
            words = shlex.split(found["words"])
        except ValueError:
            words = found["words"].split()
        redirected = next((n for n, word in enumerate(words) if word in {">", "|"}), len(words))
        yield _without_sentence(words[:redirected])


def _without_sentence(words: list[str]) -> list[str]:
    end = next((n for n, word in enumerate(words) if n and word in ENDS), len(words))
    return [word.rstrip(".`'") or word for word in words[:end]]


def fault_of(words: list[str]) -> str:
    """What is wrong with a command as the program names it; nothing where it can be typed."""
    command, options = program(), set()
    rest = list(words)
    while True:
        options |= {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
        known = getattr(command, "commands", None)
        if known is None or not rest:
            break
        word = rest[0]
        if word in known:
            command = known[rest.pop(0)]
        elif default := getattr(command, "default_command", None):
            command = known[default]
        elif word.startswith("-") or PLACEHOLDER.fullmatch(word):
            break
        else:
            return f"{word!r} is no command"
    given = {word.partition("=")[0] for word in rest if word.startswith("--")}
    if unknown := given - options - ANYWHERE:
        return f"no option {', '.join(sorted(unknown))}"
    return "" if "..." in rest or given & ANYWHERE else _fault_of_arguments(command, rest)


def _fault_of_arguments(command: Any, rest: list[str]) -> str:
    try:
        taken, left, _ = command.make_parser(command.context_class(command)).parse_args(list(rest))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with the words is the answer
        return str(error) or type(error).__name__
    if set(left) - {"X"}:
        return f"too much: {' '.join(left)}"
    required = (p for p in command.params if p.param_type_name == "argument" and p.required)
    lacking = [each.name for each in required if taken.get(each.name) in (None, (), [])]
    return f"lacks {', '.join(lacking)}" if lacking else ""
