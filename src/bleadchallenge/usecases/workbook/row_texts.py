"""The rows of a workbook and the records on record, said alike so that they can be compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from bleadchallenge.domain.workbook.forms import FormColumn, RecordForm, cell_text, key_mark, mark
from bleadchallenge.intake.filled_workbook import read_cell, read_text
from bleadchallenge.intake.records import RefusedCellError
from bleadchallenge.store.facts.base import Fact

Texts = Mapping[str, str]
Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FormTexts:
    """What the cells of a form say, of a row or of a record."""

    form: RecordForm

    def column(self, name: str) -> FormColumn:
        """The column of a field; raises ``KeyError`` where there is none."""
        return {column.field.name: column for column in self.form.columns}[name]

    def of_fact(self, fact: Fact) -> dict[str, str]:
        """A record as its cells would say it."""
        return {
            column.field.name: cell_text(column, getattr(fact, column.field.name))
            for column in self.form.columns
        }

    def read(self, texts: Texts) -> dict[str, str]:
        """A row as its cells would be written again."""
        return {
            column.field.name: read_text(column, texts[column.field.name])
            for column in self.form.columns
        }

    def key(self, texts: Texts) -> Key:
        """What tells a row or a record from the others of its sheet."""
        return tuple(read_text(self.column(name), texts[name]) for name in self.form.shape.key)

    def key_mark(self, texts: Texts) -> str:
        """The first half of a mark: the fingerprint of the key."""
        return key_mark(self.form.shape.name, self.key(texts))

    def whole(self, texts: Texts) -> str:
        """The second half of a mark: the fingerprint of the whole record."""
        return mark(self.form.shape.name, self.key(texts), texts.values()).partition(":")[2]

    def differs(self, column: FormColumn, texts: Texts, now: Fact) -> bool:
        """Whether a cell says something else than the record does.

        An empty cell says what the field is when nothing is said of it.
        """
        kept, text = getattr(now, column.field.name), texts[column.field.name]
        if read_text(column, text) == cell_text(column, kept):
            return False
        try:
            return bool(text) or read_cell(column, "") != kept
        except RefusedCellError:
            return True
