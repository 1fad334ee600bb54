"""What a dialogue says of itself from day to day: not open yet, open, closed, answered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from tusach.law.vietnamese import written_day
from tusach.shelf.fields import DialogueFields


@dataclass(frozen=True)
class DialogueState:
    """One state: a `key` for style sheets, a `mark` (a shape, never colour alone), its `label`, and `more` words that end the sentence."""

    key: str
    mark: str
    label: str
    more: str = ""

    @property
    def is_open(self) -> bool:
        """Whether opinions are being taken."""
        return self.key == "open"


def dialogue_states(fields: DialogueFields, today: date) -> tuple[tuple[date, DialogueState], ...]:
    """The state on `today` and each one that the known days bring, with its first day; silence never means open."""
    rows = {date.min: DialogueState("unknown", "?", "Chưa rõ thời hạn lấy ý kiến")}
    if fields.opens:
        rows[date.min] = DialogueState("not-yet", "◷", "Chưa mở", f", mở từ ngày {written_day(fields.opens)}")
        end = f"còn đến hết ngày {written_day(fields.closes)}" if fields.closes else "chưa rõ ngày đóng"
        rows[fields.opens] = DialogueState("open", "●", "Đang lấy ý kiến", f", {end}")
    # The last day still belongs to the citizens, even when the agency has answered before.
    closed = fields.closes + timedelta(days=1) if fields.closes else date.min
    if fields.closes:
        rows[closed] = DialogueState("waiting", "◐", "Đã đóng, chờ trả lời")
    if fields.answered:
        said = DialogueState("answered", "✓", "Đã trả lời", f" ngày {written_day(fields.answered)}")
        rows[max(fields.answered, closed)] = said
    days = sorted(rows)
    begun = max(day for day in days if day <= today)
    return tuple((day, rows[day]) for day in days if day >= begun)
