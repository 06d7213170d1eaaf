"""The codes that schools go by in a panel."""

from sqlmodel import Field

from bleadchallenge.store.facts.base import Fact, one_live


class PanelCode(Fact, table=True):
    """The code a school goes by in an anonymised panel: drawn by lot, and kept here alone."""

    __tablename__ = "panel_code"
    __table_args__ = one_live("panel_code", "urn")
    KEY = ("urn",)
    TITLE = "panel code"

    urn: str
    code: str = Field(description="random; nothing of the school can be worked out from it")
