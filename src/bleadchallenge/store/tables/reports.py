"""The packs that were issued."""

from datetime import date

from sqlmodel import Field

from bleadchallenge.store.facts.base import Fact, one_live


class Pack(Fact, table=True):
    """A pack that was issued: from which change it can be made again, to the byte."""

    __tablename__ = "pack"
    __table_args__ = one_live("pack", "number")
    KEY = ("number",)
    TITLE = "pack"

    number: int = Field(description="running number of the pack")
    kind: str = Field(description="which report, such as isg-pack")
    subject: str = Field(default="", description="meeting day, school or alliance")
    made_on: date = Field(description="the day it is judged from")
    known_at: int = Field(description="the change it was made from")
    digest: str = Field(description="digest of what the pack says")
