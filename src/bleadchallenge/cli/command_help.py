"""How the help of a command is set out: in words, not in the types of a program."""

import re
from typing import Any

from typer.core import TyperCommand

_OfClick = Any
"""What Click gives a command: its context, its formatter, its parameters."""
_PYTHON_TYPE = re.compile(r"<(?:list\[)?([^]>]+)\]?>(?:\.\.\.)?")
_WORDS = {"str": "WORDS", "int": "N", "float": "N", "date": "DATE", "Path": "FILE"}


class CommandHelp(TyperCommand):
    """A command that names its arguments in capitals, those that may be left out in brackets."""

    def collect_usage_pieces(self, ctx: _OfClick) -> list[str]:
        """The parts of the line that says how the command is written."""
        parameters = self.get_params(ctx)
        arguments = [each for each in parameters if each.param_type_name == "argument"]
        named = (_name(each) if each.required else f"[{_name(each)}]" for each in arguments)
        return ["[OPTIONS]", *named]

    def format_options(self, ctx: _OfClick, formatter: _OfClick) -> None:
        """Write what each argument and each option is for."""
        found: dict[str, list[tuple[str, str]]] = {"Arguments": [], "Options": []}
        for each in self.get_params(ctx):
            name, words = each.get_help_record(ctx) or ("", "")
            if each.param_type_name == "argument":
                found["Arguments"].append((_name(each), words))
            elif name:
                found["Options"].append((_PYTHON_TYPE.sub(_in_words, name), words))
        for heading, records in found.items():
            if records:
                with formatter.section(heading):
                    formatter.write_dl(records)


def _name(argument: _OfClick) -> str:
    if argument.nargs == 1:
        return str(argument.metavar or argument.name.upper())
    return f"{argument.metavar or argument.name.upper().removesuffix('S')}..."


def _in_words(found: re.Match[str]) -> str:
    return _WORDS.get(found[1], found[1])
