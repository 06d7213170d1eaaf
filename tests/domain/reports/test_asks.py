"""Asks are ranked, one a subject, and end: after three packs decide or close."""

from datetime import date

from bleadchallenge.domain.policy import PackRule
from bleadchallenge.domain.reports.asks import Ask, AskKind, Quote, in_order, packs_since

RULE = PackRule()
HEAD = Quote("head", date(2018, 3, 5), "We were short of two teachers.")


def ask(kind: AskKind, subject: str, **more: object) -> Ask:
    return Ask(kind, subject, subject, "what", ("why",), **more)  # type: ignore[arg-type]


def test_a_decision_comes_before_a_review_and_a_review_before_an_answer() -> None:
    kinds = [AskKind.PRESS, AskKind.NOTE, AskKind.CONSIDER, AskKind.DECIDE, AskKind.AGREE]
    order = [each.kind for each in in_order([ask(kind, kind) for kind in kinds], RULE)]
    assert order == ["decide", "consider", "agree together", "press", "note"]


def test_the_graver_comes_first_among_asks_of_a_kind() -> None:
    light, grave = ask(AskKind.CONSIDER, "A"), ask(AskKind.CONSIDER, "B", weight=2)
    assert [each.subject for each in in_order([light, grave], RULE)] == ["B", "A"]


def test_one_subject_is_asked_about_once_with_every_reply() -> None:
    review = Ask(AskKind.CONSIDER, "YEW", "Yewcroft", "review", ("10 days short",))
    press = Ask(AskKind.PRESS, "YEW", "Yewcroft", "answer", ("advice 8",), replies=(HEAD,))
    (only,) = in_order([press, review], RULE)
    assert (only.kind, only.what) == (AskKind.CONSIDER, "review")
    assert only.why == ("10 days short",)
    assert only.replies == (HEAD,)


def test_what_stood_in_three_packs_is_to_be_decided_or_closed() -> None:
    (old,) = in_order([ask(AskKind.PRESS, "A", packs=3)], RULE)
    (new,) = in_order([ask(AskKind.PRESS, "A", packs=2)], RULE)
    assert old.what == "decide or close (3 packs): what"
    assert new.what == "what"


def test_only_packs_before_this_one_count() -> None:
    meetings = [date(2018, 2, 15), date(2018, 3, 1), date(2018, 3, 15)]
    assert packs_since(date(2018, 2, 20), meetings) == 1
    assert packs_since(date(2018, 3, 15), meetings) == 0
