"""Work done in a process of its own gives its answer, or is done where it is wanted.

Each test runs in a fresh interpreter: the tests' own has threads, and is not split.
"""

import subprocess
import sys

from bleadchallenge import elsewhere


def said_by(script: str) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-c", "import os\nfrom bleadchallenge import elsewhere\n" + script],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_an_answer_comes_from_another_process() -> None:
    script = """
elsewhere.allow()
begun = elsewhere.begin(os.getpid)
print(begun.answers is not None, elsewhere.answer(begun) != os.getpid())
"""
    assert said_by(script) == ["True", "True"]


def test_what_breaks_off_there_is_done_here() -> None:
    script = """
here = os.getpid()
def killed():
    if os.getpid() != here:
        os.kill(os.getpid(), 9)
    return "done"
def broken():
    if os.getpid() != here:
        print("never heard")
        raise MemoryError
    return "here"
elsewhere.allow()
print(*(elsewhere.answer(elsewhere.begin(work)) for work in (killed, broken)))
"""
    assert said_by(script) == ["done", "here"]


def test_an_error_comes_up_where_the_answer_is_wanted() -> None:
    script = """
def wrong():
    raise ValueError("one")
elsewhere.allow()
begun = elsewhere.begin(wrong)
try:
    elsewhere.answer(begun)
except ValueError as error:
    print(error)
"""
    assert said_by(script) == ["one"]


def test_nothing_is_begun_where_it_is_not_allowed() -> None:
    begun = elsewhere.begin(lambda: 42)
    assert begun.answers is None
    assert elsewhere.answer(begun) == 42
