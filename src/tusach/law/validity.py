"""What is said of a document being in force: the seven official statuses, and "unknown" for silence.

Names as the national database of legal documents (vbpl.vn) prints them under "Tình trạng hiệu lực".
"""

from __future__ import annotations

from dataclasses import dataclass
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
