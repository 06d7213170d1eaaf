"""Whatever command a message, a note or a remedy names can be typed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from remedies import fault_of, named_in

SENTENCES = {"itself", "workbook", "alone", "list"}
"""Words that follow the program's name where a sentence or a mark speaks of it."""
SOURCES = Path(__file__).resolve().parents[1] / "src" / "bleadchallenge"


def texts(tree: ast.AST) -> Iterator[str]:
    """Every text of a module, with an X where a value is filled in."""
    if isinstance(tree, ast.JoinedStr):
        yield "".join(
            str(part.value) if isinstance(part, ast.Constant) else "X" for part in tree.values
        )
        return
    if isinstance(tree, ast.Constant) and isinstance(tree.value, str):
        yield tree.value
    for child in ast.iter_child_nodes(tree):
        yield from texts(child)


def test_every_command_that_the_program_names_is_one_it_has() -> None:
    named = {
        (path.name, " ".join(words))
        for path in sorted(SOURCES.rglob("*.py"))
        for text in texts(ast.parse(path.read_text(encoding="utf-8")))
        for words in named_in(text)
        if words[0] not in SENTENCES
    }
    assert len(named) > 150
    faults = {f"{name}: {words}": fault_of(words.split()) for name, words in sorted(named)}
    assert {words: fault for words, fault in faults.items() if fault} == {}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("days confirm --school 900001 --by head", ""),
        ("escalate 900001 --stage reminded", ""),
        ("days confrim 900001", "'confrim' is no command"),
        ("kpi read 900001 RWM=44 --when 2018-03-01", "no option --when"),
        ("undo", "lacks change"),
        ("show 900001 900002 900003", "too much: 900002 900003"),
        ("nonsense", "'nonsense' is no command"),
    ],
)
def test_a_command_that_there_is_not_is_found(line: str, fault: str) -> None:
    assert fault_of(line.split()) == fault
