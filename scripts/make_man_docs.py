"""Write docs/bleadchallenge.1, the man page, from the commands, or check that it is in step."""

import sys
from collections.abc import Iterator

from typer.main import get_command

from bleadchallenge.cli.app import app
from bleadchallenge.cli.catalogue import SECTIONS, commands_of
from bleadchallenge.cli.settings import variable
from bleadchallenge.domain.settings import SettingName
from in_step import keep_in_step

CODES = {
    0: "done, also when nothing had to change",
    1: "a check or a threshold found something",
    2: "wrong usage",
    65: "the data was refused; nothing changed",
    66: "a file is not there or cannot be read",
    70: "a fault of the program itself",
    73: "a file or folder cannot be made",
    74: "writing stopped half-way, the disk is full",
    75: "the store is busy; try again",
    77: "the store may be read but not written",
    78: "the store is not this program's or too new; a policy or a settings file is wrong",
    130: "interrupted",
}


def plain(text: str) -> str:
    """Text in which troff finds nothing to obey."""
    said = " ".join(text.split()).replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + said if said.startswith((".", "'")) else said


def lines() -> Iterator[str]:
    """The page, line by line."""
    yield '.TH BLEADCHALLENGE 1 "" "bleadchallenge" "User commands"'
    yield ".SH NAME"
    yield plain("bleadchallenge - runs a school-improvement programme from a terminal")
    yield ".SH SYNOPSIS"
    yield ".B bleadchallenge"
    yield "[OPTIONS] COMMAND [ARGUMENTS]"
    yield ".SH DESCRIPTION"
    yield plain(
        "One file holds the published figures, who promised what, who did it, and every pack the "
        "scrutiny group was given. Without a command it says where the programme stands today. "
        "bleadchallenge help COMMAND explains a command with an example."
    )
    for heading, names in SECTIONS.items():
        yield f".SH {heading.upper()}"
        for name, module in names.items():
            yield from _command(name, commands_of(module)[name])
    yield from _environment()


def _command(name: str, command: object) -> Iterator[str]:
    yield ".TP"
    yield f".B {plain(name)}"
    yield plain(command.short_help)  # type: ignore[attr-defined]
    for second, own in getattr(command, "commands", {}).items():
        yield ".br"
        yield f"{plain(f'{name} {second}')}: {plain((own.help or '').partition(chr(10))[0])}"


def _environment() -> Iterator[str]:
    yield ".SH OPTIONS"
    for option in get_command(app).params:
        yield ".TP"
        yield f".B {plain(', '.join(option.opts))}"
        yield plain(getattr(option, "help", "") or "")
    yield ".SH ENVIRONMENT"
    for name in SettingName:
        yield ".TP"
        yield f".B {variable(name)}"
        yield plain(f"the {name}; bleadchallenge config shows what holds")
    yield from (".TP", ".B NO_COLOR", "no colours", ".TP", ".B PAGER")
    yield plain("shows what is longer than the window; PAGER=cat does without")
    yield ".SH FILES"
    yield from (".TP", ".B bleadchallenge.toml")
    yield plain("settings, in the folder you are in, then in your configuration folder")
    yield ".SH EXIT STATUS"
    for code, words in CODES.items():
        yield from (".TP", f".B {code}", plain(words))


if __name__ == "__main__":
    sys.exit(keep_in_step("docs/bleadchallenge.1", "\n".join(lines()) + "\n"))
