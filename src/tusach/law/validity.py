"""The state of a document or a provision on a day, from dated and sourced facts only; silence is "unknown".

Names of statuses as the national database of legal documents (vbpl.vn) prints them under "Tình trạng hiệu lực"; when a
document takes and loses effect: Law 64/2025/QH15, Điều 53 to 57.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum

from tusach.law.vietnamese import fold


@dataclass(frozen=True)
class _Look:
    label: str
    key: str
    mark: str


class Status(Enum):
    """A status with its official `label`, a `key` for style sheets and a `mark`: a shape, never colour alone."""

    IN_FORCE = _Look("Còn hiệu lực", "in-force", "●")
    NOT_YET = _Look("Chưa có hiệu lực", "not-yet", "◷")
    PARTLY = _Look("Hết hiệu lực một phần", "partly", "◐")
    REPEALED = _Look("Hết hiệu lực toàn bộ", "repealed", "✕")
    SUSPENDED = _Look("Ngưng hiệu lực", "suspended", "‖")
    PARTLY_SUSPENDED = _Look("Ngưng hiệu lực một phần", "partly-suspended", "◫")
    UNFIT = _Look("Không còn phù hợp", "unfit", "△")
    UNKNOWN = _Look("Chưa rõ", "unknown", "?")

    @property
    def label(self) -> str:
        """The official name."""
        return self.value.label

    @property
    def key(self) -> str:
        """A name for style sheets and data files."""
        return self.value.key

    @property
    def mark(self) -> str:
        """One character whose shape tells the status."""
        return self.value.mark

    @classmethod
    def named(cls, text: str) -> Status | None:
        """The status of that name, marks and case aside; None when there is none."""
        wanted = " ".join(fold(text).split())
        return next((status for status in cls if fold(status.label) == wanted), None)


@dataclass(frozen=True)
class Fact:
    """One dated and sourced fact: from `day` on the unit has this `status`, as `source` says (words for readers).

    A `check` is an observation instead: on that day somebody looked the status up. `note` is a proviso of the source.
    """

    status: Status
    day: date
    source: str
    check: bool = False
    note: str = ""


@dataclass(frozen=True)
class State:
    """The state on a day: `since` when it holds (None: not known), by which `source`, `checked` on which day if looked up.

    For a state that is unknown, `since` is the day of effect that the document itself gives.
    """

    status: Status
    since: date | None = None
    source: str = ""
    checked: date | None = None
    note: str = ""


_UNKNOWN = State(Status.UNKNOWN)
# Statuses that end a document's force when a dated fact says so.
_ENDS = (Status.REPEALED, Status.SUSPENDED, Status.UNFIT)


def state(facts: Iterable[Fact], day: date) -> State:
    """The state on `day`: what has ended it by then, else that it has not begun, else what was looked up, else unknown.

    That a document took effect does not say that it still has it: without a check after that day the state is unknown.
    A check that found it in force holds back to the day it took effect.
    """
    facts = sorted(facts, key=lambda fact: (fact.day, fact.status.key, fact.source, fact.note))
    events = [fact for fact in facts if not fact.check]
    ended = [fact for fact in events if fact.status in _ENDS and fact.day <= day]
    if ended:
        return State(ended[-1].status, ended[-1].day, ended[-1].source, note=ended[-1].note)
    begins = next((fact for fact in events if fact.status is Status.IN_FORCE), None)
    if begins and day < begins.day:
        return State(Status.NOT_YET, begins.day, begins.source)
    begun = State(Status.UNKNOWN, begins.day, begins.source) if begins else _UNKNOWN
    checks = [fact for fact in facts if fact.check and fact.status is not Status.UNKNOWN]
    later = next((fact for fact in checks if fact.day > day), None)
    newest = next((fact for fact in reversed(checks) if fact.day <= day), None)
    if newest is None and begins and later and later.status is Status.IN_FORCE:
        newest = later
    # What was found before the first day says nothing of the days after it.
    if newest is None or (begins and newest.day < begins.day) or (newest.status is Status.NOT_YET and begins):
        return begun
    partly = [fact for fact in events if fact.status is Status.PARTLY and newest.day < fact.day <= day]
    if newest.status is Status.IN_FORCE and partly:
        return State(Status.PARTLY, partly[-1].day, partly[-1].source)
    since = begins.day if begins and newest.status is Status.IN_FORCE else None
    return State(newest.status, since, newest.source, newest.day, newest.note)


def timeline(facts: Iterable[Fact], day: date) -> tuple[tuple[date, State], ...]:
    """The state on `day` and, with its first day, each different state that dated facts foretell after it."""
    facts = tuple(facts)
    rows = [(day, state(facts, day))]
    for turn in sorted({fact.day for fact in facts if fact.day > day and not fact.check}):
        following = state(facts, turn)
        if following.status is not rows[-1][1].status:
            rows.append((turn, following))
    return tuple(rows)
