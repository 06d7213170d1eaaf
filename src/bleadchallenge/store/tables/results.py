"""Published files as they were read, row by row, and families drawn from them."""

from datetime import date

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from bleadchallenge.domain.choices import Release
from bleadchallenge.store.facts.base import Fact, one_live


class SourceFile(Fact, table=True):
    """A file that was taken: what it is, and how its columns are to be read.

    The rows themselves hang on ``number`` and never change.
    """

    __tablename__ = "source_file"
    __table_args__ = one_live("source_file", "number")
    KEY = ("number",)
    TITLE = "import"
    CHOICES = {"release": Release}

    number: int = Field(description="running number of the import")
    kind: str = Field(description="what kind of file it is, such as ks2")
    year: str = Field(default="", description="academic year as 201617; empty where it has none")
    release: str = Field(default="", description="provisional, revised or final")
    file: str = Field(description="name of the file")
    sheet: str = Field(default="", description="name of the sheet; empty for a text file")
    sha256: str = Field(description="digest of the file's bytes")
    header_row: int = Field(default=1, description="row the column names stand in")
    header: str = Field(description="column names as written, joined by the unit separator")
    columns: str = Field(description="JSON: known name of a column to its place, from 0")
    decisions: str = Field(default="[]", description="JSON: what was decided for each column")
    mapping: str = Field(default="", description="the mapping file's TOML; empty without one")
    rows: int = Field(description="how many rows were taken")
    content: str = Field(description="digest of the rows as taken")
    taken_on: date = Field(description="the day it was imported")
    published_on: date | None = Field(
        default=None, description="the day it was published; empty where nothing tells"
    )


class SourceRow(SQLModel, table=True):
    """One row of a published file: of what it speaks; its cells stand in a block of rows."""

    __tablename__ = "source_row"
    __table_args__ = (
        Index("source_row_urn", "urn", "source"),
        Index("source_row_la", "la", "source"),
        Index("source_row_other_urns", "other_urns", sqlite_where=text("other_urns <> ''")),
    )

    source: int = Field(primary_key=True, description="the import it hangs on")
    row: int = Field(primary_key=True, description="row number in the file, from 1")
    level: str = Field(description="school, la, national or area")
    urn: str = Field(default="")
    laestab: str = Field(default="")
    la: str = Field(default="")
    name: str = Field(default="")
    other_urns: str = Field(
        default="", description="other URNs by which it names a school, joined by a space"
    )
    block: int = Field(description="the block that holds its cells")


class SourceBlock(SQLModel, table=True):
    """The cells of some rows of a published file that follow each other, word for word."""

    __tablename__ = "source_block"

    source: int = Field(primary_key=True, description="the import it hangs on")
    block: int = Field(primary_key=True, description="number of its first row")
    packed: bytes = Field(description="rows with their numbers and cells, compressed")


class Family(Fact, table=True):
    """A family of schools as drawn on a day, with the weights it was drawn by."""

    __tablename__ = "family"
    __table_args__ = one_live("family", "urn", "way", "year")
    KEY = ("urn", "way", "year")
    TITLE = "family"

    urn: str
    way: str = Field(description="nearest, department or published")
    year: str
    drawn_on: date
    weights: str = Field(description="JSON: weight of each input")
    means: str = Field(description="JSON: mean and spread of each input")
    eligible: int = Field(description="how many schools it was drawn from")
    low_confidence: str = Field(default="", description="why it is to be taken with care")


class FamilyMember(Fact, table=True):
    """A school in another's family."""

    __tablename__ = "family_member"
    __table_args__ = one_live("family_member", "urn", "way", "year", "member")
    KEY = ("urn", "way", "year", "member")
    TITLE = "family member"

    urn: str
    way: str
    year: str
    member: str
    rank: int = Field(description="1 is the nearest")
    distance: float = Field(description="weighted distance in standard deviations")
