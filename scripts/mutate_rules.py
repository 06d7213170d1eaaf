"""Which alterations of the rule book's functions no test of its rules notices.

``python scripts/mutate_rules.py --most 60`` alters a sample, one place at a time, in a
process of its own: a comparison, a truth, a number, a refusal that is left out. The ways
in which the rule is met (``tests/rule_ways.py``) are run first, then the tests of borders
and of rules shown apart, the ways of the other rules of its module, and a whole good
programme is built under the alteration.
"""

import argparse
import ast
import copy
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import CodeType, FunctionType

import pytest

from bleadchallenge.rules.book import BOOK

ROOT = Path(__file__).resolve().parents[1]
RULES = ROOT / "src" / "bleadchallenge" / "rules"
_NO_RULES = {"book", "change", "hold", "refusal", "rule", "signing", "state", "touched"}
_OPPOSITE = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.And: ast.Or,
    ast.Or: ast.And,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
}
_WAYS = str(ROOT / "tests" / "rules" / "test_every_rule_every_way.py")
_APART = [
    str(ROOT / "tests" / "rules" / f"{name}.py")
    for name in ("test_borders_of_rules", "test_rules_shown_apart")
]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One place altered in a function of the rule book."""

    path: Path
    function: str
    line: int
    place: int
    what: str

    def __str__(self) -> str:
        name = self.path.relative_to(RULES)
        return f"{name}:{self.line} {self.function}: {self.what}"


def main() -> int:
    """Try a sample of alterations and tell which survived."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--most", type=int, default=60)
    asked.add_argument("--seed", type=int, default=20171)
    options = asked.parse_args()
    every = list(_mutants())
    chosen = Random(options.seed).sample(every, min(options.most, len(every)))  # noqa: S311
    paths = {str(mutant.path) for mutant in chosen}
    codes = [rule.code for rule in BOOK if rule.holds.__code__.co_filename in paths]
    if _run(*_ways_of(codes)) or _run(*_APART):
        sys.exit("the tests fail without any alteration")
    survivors = [mutant for mutant in chosen if not _told(mutant)]
    caught = len(chosen) - len(survivors)
    sys.stdout.write(f"{caught} of {len(chosen)} caught ({len(every)} there are)\n")
    return 0


def _told(mutant: Mutant) -> bool:
    is_caught = _is_caught(mutant)
    sys.stdout.write(f"{'caught  ' if is_caught else 'SURVIVED'} {mutant}\n")
    sys.stdout.flush()
    return is_caught


def _mutants() -> Iterator[Mutant]:
    for path in sorted(RULES.rglob("*.py")):
        if path.stem in _NO_RULES or path.stem == "__init__":
            continue
        for function in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_declare"):
                for place, (node, what) in enumerate(_places(function)):
                    yield Mutant(path, function.name, node.lineno, place, what)


def _places(function: ast.FunctionDef) -> Iterator[tuple[ast.stmt | ast.expr, str]]:
    """Where a function can be altered, and into what; messages are left as they are."""
    for statement in function.body:
        for node in _without_messages(statement):
            operator = node.ops[0] if isinstance(node, ast.Compare) else getattr(node, "op", None)
            if type(operator) in _OPPOSITE:
                yield node, f"{ast.unparse(node)} turned"
            elif isinstance(node, ast.Constant) and type(node.value) in {int, bool, float}:
                yield node, f"{node.value} altered"
            elif isinstance(node, ast.Raise):
                yield node, "the refusal left out"
            elif isinstance(node, ast.If):
                yield node, f"if {ast.unparse(node.test)} turned"


def _without_messages(statement: ast.AST) -> Iterator[ast.AST]:
    yield statement
    if isinstance(statement, ast.Raise):
        return
    for child in ast.iter_child_nodes(statement):
        yield from _without_messages(child)


def _altered(mutant: Mutant) -> CodeType:
    tree = ast.parse(mutant.path.read_text(encoding="utf-8"))
    for function in tree.body:
        if isinstance(function, ast.FunctionDef) and function.name == mutant.function:
            node = [node for node, _ in _places(function)][mutant.place]
            _alter(function, node)
    module = compile(ast.fix_missing_locations(tree), str(mutant.path), "exec")
    return next(
        code
        for code in module.co_consts
        if isinstance(code, CodeType) and code.co_name == mutant.function
    )


def _alter(function: ast.FunctionDef, node: ast.AST) -> None:
    if isinstance(node, ast.Compare):
        node.ops[0] = _OPPOSITE[type(node.ops[0])]()
    elif isinstance(node, ast.BoolOp | ast.BinOp):
        node.op = _OPPOSITE[type(node.op)]()
    elif isinstance(node, ast.Constant):
        node.value = not node.value if isinstance(node.value, bool) else node.value + 1
    elif isinstance(node, ast.If):
        node.test = ast.UnaryOp(ast.Not(), copy.deepcopy(node.test))
    else:
        for parent in ast.walk(function):
            for body in (getattr(parent, name, None) for name in ("body", "orelse")):
                if isinstance(body, list) and node in body:
                    body[body.index(node)] = ast.Pass()


def _is_caught(mutant: Mutant) -> bool:
    pid = os.fork()
    if pid == 0:
        os._exit(_try(mutant))
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) != 0


def _try(mutant: Mutant) -> int:
    """Run the tests under an alteration, in a child; nonzero where one noticed it."""
    for function in gc.get_objects():
        if isinstance(function, FunctionType) and _is_it(function, mutant):
            function.__code__ = _altered(mutant)
    own, others = _codes(mutant)
    if _run(*_ways_of(own)) or _run(*_APART) or _run(*_ways_of(others)):
        return 1
    from builders import _KEPT  # noqa: PLC0415 - pytest has put it on the path

    _KEPT.clear()
    return _run(*_ways_of([*own, *others][:1]))  # the good programme is built anew for it


def _ways_of(codes: Sequence[str]) -> list[str]:
    return [
        f"{_WAYS}::{test}[{code}]"
        for code in codes
        for test in (
            "test_a_command_meets_the_rule",
            "test_a_row_of_a_list_meets_the_rule",
            "test_an_undo_meets_the_rule_and_names_what_rests",
        )
    ]


def _is_it(function: FunctionType, mutant: Mutant) -> bool:
    code = function.__code__
    return code.co_name == mutant.function and code.co_filename == str(mutant.path)


def _codes(mutant: Mutant) -> tuple[list[str], list[str]]:
    """The rules of an altered function, and the others of its module."""
    of_module = [rule for rule in BOOK if rule.holds.__code__.co_filename == str(mutant.path)]
    own = [rule.code for rule in of_module if rule.holds.__name__ == mutant.function]
    return own, [rule.code for rule in of_module if rule.code not in own]


def _run(*words: str) -> int:
    if not words:
        return 0
    quiet = ("-q", "-x", "-p", "no:cacheprovider", "-p", "no:randomly", "--no-header", "-m", "")
    out, err = os.dup(1), os.dup(2)
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    try:
        return int(pytest.main([*quiet, *words]))
    finally:
        os.dup2(out, 1)
        os.dup2(err, 2)
        for handle in (out, err, nothing):
            os.close(handle)


if __name__ == "__main__":
    sys.exit(main())
