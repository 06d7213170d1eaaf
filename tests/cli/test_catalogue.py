"""The catalogue of commands is whole, and help can be asked for by name."""

import re
from enum import StrEnum

import pytest

from bleadchallenge.cli.catalogue import MODULES, SECTIONS, commands_of
from bleadchallenge.domain import choices
from bleadchallenge.domain.choice_parsing import choice, written
from bleadchallenge.domain.choices import Theme
from builders import Programme, answer_of


@pytest.mark.parametrize("module", sorted(set(MODULES.values())))
def test_a_module_adds_the_commands_that_the_catalogue_names(module: str) -> None:
    named = {name for name, place in MODULES.items() if place == module}
    assert set(commands_of(module)) == named


def test_help_shows_every_command_whole_under_what_it_is_for() -> None:
    told = " ".join(answer_of(["--help"]).out.split())
    for heading, names in SECTIONS.items():
        assert f"{heading}:" in told
        for name in names:
            command = commands_of(MODULES[name])[name]
            assert f"{name} {' '.join(command.short_help.split())}" in told


@pytest.mark.parametrize("words", [["kpi", "read"], ["due"], ["isg"], []])
def test_help_of_a_command_is_what_the_command_says_of_itself(words: list[str]) -> None:
    asked, own = answer_of(["help", *words]), answer_of([*words, "--help"])
    assert asked.code == own.code == 0
    assert asked.out.split() == own.out.split()


@pytest.mark.parametrize(
    ("words", "meant"), [(["hlep"], "help"), (["kpi", "raed"], "read"), (["hepl"], "help")]
)
def test_a_mistyped_command_is_answered_with_the_one_that_is_meant(
    words: list[str], meant: str
) -> None:
    answer = answer_of(words)
    assert answer.code == 2
    assert f"Did you mean '{meant}'" in answer.err


def test_help_for_what_is_no_command_says_so(programme: Programme) -> None:
    answer = answer_of(["help", "kpi", "raed"])
    assert answer.code == 2
    assert "Did you mean 'read'" in answer.err
    assert not list(programme.folder.iterdir())


def paths(name: str) -> list[list[str]]:
    """The words of a command, and of each command in it."""
    parts = getattr(commands_of(MODULES[name])[name], "commands", {})
    return [[name], *([name, part] for part in parts)]


@pytest.mark.parametrize("name", sorted(MODULES))
def test_help_is_in_words_whole_and_within_eighty_columns(name: str) -> None:
    for words in paths(name):
        told = answer_of([*words, "--help"]).out
        assert not re.search(r"<\w|list\[|\{|\[\[|\]\]", told), told
        cut = re.search(r"^  \S+  .*\w\.\.\.$", told, re.MULTILINE)
        assert cut is None or "Example" in cut[0], told
        assert max(map(len, told.splitlines())) <= 80, told


@pytest.mark.parametrize(
    ("words", "usage"),
    [
        ("import-data", "[OPTIONS] [FILE...]"),
        ("kpi read", "[OPTIONS] SCHOOL CODE=FIGURE..."),
        ("schools", "[OPTIONS] [SCHOOL]"),
        ("check", "[OPTIONS] [store|thread]"),
    ],
)
def test_usage_has_what_may_be_left_out_in_brackets(words: str, usage: str) -> None:
    told = " ".join(answer_of([*words.split(), "--help"]).out.split())
    assert told.startswith(f"Usage: bleadchallenge {words} {usage} ")


def test_a_word_that_is_shown_is_one_that_is_taken() -> None:
    assert written(Theme.RWM) == "reading-writing-and-maths"
    lists = [each for each in vars(choices).values() if isinstance(each, type)]
    for kind in (each for each in lists if issubclass(each, StrEnum) and each is not StrEnum):
        for entry in kind:
            assert choice(kind, written(entry), "--any") is entry
