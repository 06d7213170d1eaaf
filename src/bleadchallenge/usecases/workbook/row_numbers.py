"""Running numbers for rows that were filled in without one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bleadchallenge.intake.filled_workbook import read_cell
from bleadchallenge.intake.records import RefusedCellError
from bleadchallenge.store.engine.store import Reader
from bleadchallenge.store.facts.base import Fact, written_key
from bleadchallenge.usecases.workbook.row_texts import FormTexts, Key, Texts

NUMBER = "number"


@dataclass(slots=True)
class Numbers:
    """The next number of a table, or of a school or meeting within it, as rows ask for it.

    A row that says all that a record says, and whose record stands in no other
    row, is that record: so a workbook may be read back twice.
    """

    texts: FormTexts
    kind: type[Fact]
    reader: Reader | None
    current: Mapping[Key, Fact]
    last: dict[Key, int] = field(default_factory=dict)
    taken: set[Key] = field(default_factory=set)

    def give(self, rows: Sequence[dict[str, str]]) -> None:
        """Fill the number in where a row has none."""
        if NUMBER not in self.kind.KEY:
            return
        for texts in rows:
            within, said = self._within(texts), texts[NUMBER]
            known = int(said) if said.isdecimal() else 0
            self.last[within] = max(self.last.get(within, 0), known)
            self.taken.add(self.texts.key(texts))
        for texts in rows:
            if not texts[NUMBER]:
                texts[NUMBER] = self._same_record(texts) or self._next(texts)
                self.taken.add(self.texts.key(texts))

    def _within(self, texts: Texts) -> Key:
        return tuple(texts[name] for name in written_key(self.kind) if name != NUMBER)

    def _next(self, texts: Texts) -> str:
        within = self._within(texts)
        self.last[within] = max(self.last[within] + 1, self._next_on_record(texts))
        return str(self.last[within])

    def _next_on_record(self, texts: Texts) -> int:
        others = [name for name in written_key(self.kind) if name != NUMBER]
        if self.reader is None:
            return 1
        try:
            within = {name: read_cell(self.texts.column(name), texts[name]) for name in others}
        except RefusedCellError:
            return 1
        return self.reader.next_number(self.kind, NUMBER, **within)

    def _same_record(self, texts: Texts) -> str:
        columns = [c for c in self.texts.form.columns if c.field.name != NUMBER]
        for key, fact in self.current.items():
            alike = not any(self.texts.differs(column, texts, fact) for column in columns)
            if alike and key not in self.taken:
                return self.texts.of_fact(fact)[NUMBER]
        return ""
