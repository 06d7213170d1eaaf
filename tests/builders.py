"""Builders of what tests need: a programme at a terminal, small invented files."""

import contextlib
import io
import json
import os
import shlex
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bleadchallenge.__main__ import main
from bleadchallenge.store.engine.store import Store
from bleadchallenge.store.place import Place, place_of
from postgres_server import Server, database_of
from remedies import fault_of, named_in

SCHOOLS = {
    "900001": "Alder Bank Primary School",
    "900002": "Birch Row Primary School",
    "900003": "Cedar Mount Junior School",
    "900004": "Damson Lane Primary School",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command gave: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The JSON that was printed."""
        return json.loads(self.out)


def answer_of(words: list[str]) -> Answer:
    """Run a command in this process and keep what it says."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    _can_be_typed(err.getvalue())
    return Answer(int(code), out.getvalue(), err.getvalue())


def _can_be_typed(words: str) -> None:
    """Every command that a remedy or a next step names is one that the program takes."""
    for line in words.splitlines():
        if line.startswith(("fix:", "next:")):
            for named in named_in(line):
                assert not (fault := fault_of(named)), f"{line}: {fault}"


@dataclass(frozen=True, slots=True)
class Programme:
    """A coordinator at a terminal in a folder of their own; the store may be on a server."""

    folder: Path
    server: Server | None = None
    database: str = ""

    def run(self, line: str) -> Answer:
        """Run a command line in this process, written as in a shell."""
        return answer_of(shlex.split(line))

    def done(self, line: str) -> Answer:
        """Run a command line that must succeed."""
        answer = self.run(line)
        assert answer.code == 0, f"{line}\n{answer.out}{answer.err}"
        return answer

    def rows(self, line: str) -> list[dict[str, Any]]:
        """The rows a listing command gives as JSON."""
        rows: list[dict[str, Any]] = self.done(f"{line} --format json").json["rows"]
        return rows

    @property
    def store(self) -> Store:
        """The store of the commands, for what no command tells."""
        if self.server is None:
            return Store(self.folder / "bleadchallenge.db")
        return Store(place_of(self.server.url(self.database)))

    def begin_with(self, place: Place) -> None:
        """Put a copy of a store in the place of the commands' own."""
        if self.server is None:
            shutil.copy(place, self.folder / "bleadchallenge.db")
        else:
            self.server.replace(self.database, like=database_of(place))

    def copied(self) -> Place:
        """A copy of the commands' store, to begin with again later."""
        if self.server is not None:
            return self.server.place(like=self.database)
        return Path(shutil.copy(self.folder / "bleadchallenge.db", self.folder / "earlier"))

    def write(self, name: str, text: str) -> Path:
        """Write a small file into the folder."""
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def remembered(self, key: str, build: Callable[[], object]) -> "Programme":
        """Build once in a test run what begins in an empty folder, and copy it afterwards.

        The clock and the author are part of what is remembered, because the
        ledger holds them.
        """
        whole = (
            key,
            os.environ.get("BLEADCHALLENGE_CLOCK"),
            os.environ.get("BLEADCHALLENGE_AUTHOR"),
        )
        if any(self.folder.iterdir()):
            build()
        elif whole in _KEPT:
            for name, content in _KEPT[whole].items():
                (self.folder / name).write_bytes(content)
            if self.server is not None:
                self.server.replace(self.database, like=_KEPT_AS[whole])
        else:
            build()
            _KEPT[whole] = {path.name: path.read_bytes() for path in self.folder.iterdir()}
            if self.server is not None:
                _KEPT_AS[whole] = self.server.database(like=self.database)
        return self

    def with_schools(self) -> "Programme":
        """A register of four invented schools and two alliances are in."""
        return self.remembered("schools", self._import_schools)

    def _import_schools(self) -> None:
        self.write("2016-2017_330_spine.csv", register())
        self.write("alliances.csv", ALLIANCES)
        self.done("import-data 2016-2017_330_spine.csv alliances.csv")

    def selected(self, urn: str = "900001") -> "Programme":
        """A school is discussed and selected."""
        self.done(f"consult-rsc {urn} --date 2017-07-03 --outcome agreed")
        self.done(f"select {urn} selected --reason 'below the floor' --as-of 2017-07-10")
        return self

    def signed(self, urn: str = "900001") -> "Programme":
        """Head and chair have signed."""
        for role in ("head", "chair"):
            self.done(f"agree {urn} --role {role} --name Somebody --date 2017-09-06")
        return self

    def baselined(self, urn: str = "900001") -> "Programme":
        """The baseline is in, with two recommendations."""
        self.done(
            f"record-review {urn} --stage baseline --date 2017-10-11 "
            "--recommendation 'Sharpen the teaching of reading' "
            "--recommendation 'Bring governors into school'"
        )
        return self

    def assigned(self, urn: str = "900001", alliance: str = "TSA1") -> "Programme":
        """An alliance supports the school from November 2017."""
        self.done(f"assign-tsa {urn} {alliance} --from 2017-11-06 --reason 'knows the area'")
        return self

    def with_products(self, urn: str = "900001", on: str = "2017-11-20") -> "Programme":
        """What the first ten days should bring: agreement, plan, indicators of both sides."""
        self.done(f"sla {urn} --state draft --days 20 --exit-terms 'six weeks' --date {on}")
        self.done(f"sla {urn} --state agreed --date {on}")
        self.done(f"plan new {urn} --as-of {on} --reason first")
        for code in ("RWM", "DAYS"):
            self.done(f"kpi add {urn} --template {code} --target T2=50 --as-of {on}")
        return self

    def supported(self, urn: str = "900001") -> "Programme":
        """The way of a school up to its first day of support."""
        return self.remembered(
            f"supported {urn}",
            lambda: self.with_schools().selected(urn).signed(urn).baselined(urn).assigned(urn),
        )


_KEPT: dict[tuple[str | None, ...], dict[str, bytes]] = {}
_KEPT_AS: dict[tuple[str | None, ...], str] = {}


ALLIANCES = (
    "code,name,lead_school,capacity_days,specialisms\n"
    "TSA1,Larkhill Teaching School Alliance,900004,120,reading; governance\n"
    "TSA2,Mere Road Teaching School Alliance,,80,maths\n"
)


def register(schools: dict[str, str] | None = None) -> str:
    """A register of schools as CSV, with the columns that tell its kind."""
    lines = ["URN,LA,ESTAB,LAESTAB,SCHNAME,ICLOSE,OPENDATE,CLOSEDATE,MINORGROUP,ISPRIMARY"]
    for place, (urn, name) in enumerate((schools or SCHOOLS).items()):
        estab = 2001 + place
        lines.append(f"{urn},330,{estab},330{estab},{name},1,,,Maintained School,1")
    return "\n".join(lines) + "\n"
