"""What every command is asked with, and what every command answers."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from bleadchallenge.domain.errors import NotOursError, UsageError
from bleadchallenge.domain.policy import Policy
from bleadchallenge.intake.policy_file import check_policy, read_policy
from bleadchallenge.resources import policy_text
from bleadchallenge.store.engine.store import Reader, Store, Writer, new
from bleadchallenge.store.facts.ledger import Entry
from bleadchallenge.store.place import Place
from bleadchallenge.store.schools.cohorts import policy_of_cohort, require_cohort
from bleadchallenge.store.tables import PolicyText
from bleadchallenge.usecases.bank_holidays import bank_holidays, clock_stops
from bleadchallenge.usecases.listing import Listing

MeetsCriterion = Callable[[Reader, str], bool | None]


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks, of which store, judged from which day, known as of when.

    ``now`` is the moment in UTC that goes into the ledger; ``command`` is the
    command as it stands there. ``as_known`` is a change number or a day. ``cohort``
    is the code of the cohort that is asked about; empty for the first. ``authority``
    is the code that settings give for where none is named; empty for the policy's.
    """

    store: Place
    as_of: date
    now: str
    author: str
    command: str
    reason: str = ""
    as_known: str | None = None
    dry_run: bool = False
    cohort: str = ""
    authority: str = ""

    def has_store(self) -> bool:
        """Whether there is a store yet."""
        return Store(self.store).is_there()

    def entry(self, undoes: int | None = None) -> Entry:
        """What the ledger will say of a change made now."""
        return Entry(self.now, self.author, self.command, self.reason, undoes)

    @contextmanager
    def reading(self) -> Iterator[Reader]:
        """Read the store as it was asked to be known."""
        with Store(self.store).read(self.as_known, self.cohort, self.as_of) as reader:
            require_cohort(reader)
            yield reader

    @contextmanager
    def writing(
        self, undoes: int | None = None, meets_criterion: MeetsCriterion | None = None
    ) -> Iterator[Writer]:
        """Write one change, held to the rules; ``--as-known`` has no place there.

        ``meets_criterion`` says of a school that is selected whether its figures meet one.
        """
        if self.as_known is not None:
            raise UsageError(
                "--as-known shows the store as it was; nothing can be changed there",
                fix="leave --as-known out",
            )

        def hold(writer: Writer) -> None:
            from bleadchallenge.rules.change import ChangeContext  # noqa: PLC0415 - loads tables
            from bleadchallenge.rules.signing import hold_change  # noqa: PLC0415 - as above
            from bleadchallenge.rules.state import DaysOff  # noqa: PLC0415 - as above

            days_off = DaysOff(bank_holidays, clock_stops)
            hold_change(
                writer,
                ChangeContext(self.as_of, days_off, self.reason, undoes, meets_criterion),
            )

        with Store(self.store).write(
            self.entry(undoes),
            dry_run=self.dry_run,
            cohort=self.cohort,
            day=self.as_of,
            before_signing=hold,
        ) as writer:
            require_cohort(writer)
            yield writer

    @contextmanager
    def trying(self) -> Iterator[Writer]:
        """Write a change that is not kept and not held to the rules, to see what it breaks."""
        with Store(self.store).write(
            self.entry(), dry_run=True, cohort=self.cohort, day=self.as_of
        ) as writer:
            require_cohort(writer)
            yield writer


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a command changed: its number, what was done, and what comes next.

    ``change`` is ``None`` where nothing changed or nothing was kept. ``listing``
    is what a script gets; without one it gets the lines of ``said``. ``found``
    says that a script asking for it should end with code 1. ``only_read`` is of
    a command that had nothing to change, ``is_final`` of a change that is not undone.
    """

    change: int | None
    said: tuple[str, ...]
    next: tuple[str, ...] = ()
    dry_run: bool = False
    notes: tuple[str, ...] = ()
    listing: Listing[object] | None = None
    found: bool = False
    only_read: bool = False
    is_final: bool = False


def set_up(
    asked: Request,
    text: str | None = None,
    source: str = "the shipped policy",
    *,
    with_roles: bool = False,
) -> Receipt:
    """Make a new store with a policy, as its first change; on a server with its roles, if asked."""
    policy = read_policy(policy_text()) if text is None else check_policy(text, source)
    text = policy_text() if text is None else text
    with (
        new(asked.store, dry_run=asked.dry_run) as store,
        store.write(asked.entry(), dry_run=asked.dry_run) as writer,
    ):
        writer.add(PolicyText(name="policy", text=text))
    roles = Store(asked.store).write_roles() if with_roles and not asked.dry_run else ()
    said = f"made {asked.store} under the policy {policy.name} ({policy.title})"
    follows = ("bleadchallenge import-data FILE...",)
    made = (said, *(f"made the role {name}" for name in roles))
    return Receipt(writer.seq_written, made, follows, dry_run=asked.dry_run)


def authority_of(reader: Reader, asked: Request, la: str | None) -> str:
    """The code of the authority that is named, else that of the settings, else the policy's."""
    return la or asked.authority or policy_of(reader).la_code


def policy_of(reader: Reader) -> Policy:
    """The policy of the cohort that is looked at; raises ``NotOursError`` where there is none."""
    found = policy_of_cohort(reader)
    if found is None:
        raise NotOursError("the store has no policy", fix="bleadchallenge policy set FILE")
    return read_policy(found.text)
