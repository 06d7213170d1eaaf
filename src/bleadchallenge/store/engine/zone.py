"""The programme's time zone, as the store's policy says it."""

import tomllib
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from bleadchallenge.domain.moments import TIME_ZONE
from bleadchallenge.store.tables import PolicyText


def zone_of(session: Session) -> ZoneInfo:
    """The time zone of the store's first policy; the usual one where it has none.

    Only this entry is read, so that a moment can be shown under a policy that is
    to be mended.
    """
    kept = select(PolicyText.text).where(col(PolicyText.until).is_(None))
    text = session.exec(kept.order_by(PolicyText.name)).first()
    try:
        return ZoneInfo(tomllib.loads(text or "").get("time_zone", TIME_ZONE))
    except (tomllib.TOMLDecodeError, LookupError, ValueError, TypeError):
        return ZoneInfo(TIME_ZONE)
