"""What a school, an alliance or the partnership last replied."""

from bleadchallenge.domain.reports.asks import Quote
from bleadchallenge.packs.plain import cut
from bleadchallenge.store.scrutiny.comments import comments_of
from bleadchallenge.store.tables import Advice, AdviceResponse
from bleadchallenge.usecases.reports.pack.material import PackData
from bleadchallenge.usecases.reports.pack.names import Names

_MOST = 150


def last_reply(material: PackData, subject: str) -> Quote | None:
    """The last word of a school or an alliance: its own comment, or an answer to advice."""
    said = words_of(material, subject)
    said += [
        Quote(_who(material, each.by), each.on_day, each.text)
        for given in material.reader.where(Advice, subject=subject)
        for each in material.reader.where(AdviceResponse, advice=given.number)
        if each.on_day <= material.as_of
    ]
    return max(said, key=lambda quote: quote.on, default=None)


def words_of(material: PackData, subject: str) -> list[Quote]:
    """What a school or an alliance said for itself, the latest last."""
    return [
        Quote(_who(material, each.by), each.on_day, each.text)
        for each in comments_of(material.reader, subject, material.as_of)
    ]


def quoted(quote: Quote | None) -> str:
    """A reply as it is printed, or that there is none."""
    if quote is None:
        return "no reply"
    return f"{quote.by}, {quote.on.day} {quote.on:%b}: “{cut(quote.text, _MOST)}”"


def _who(material: PackData, by: str) -> str:
    return Names(material.reader, material.policy, material.names).people(by)
