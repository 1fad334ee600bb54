"""What a page says of a state, in the words readers meet everywhere."""

from __future__ import annotations

from tusach.law.validity import State, Status
from tusach.law.vietnamese import written_day


def reason(state: State) -> str:
    """Why the state is said to hold: by which source, since when, looked up on which day; one or two short sentences."""
    since = written_day(state.since)
    note = f" ({state.note})" if state.note else ""
    if state.checked:
        return f"theo {state.source}, kiểm tra ngày {written_day(state.checked)}"
    if state.status is Status.NOT_YET:
        return f"Áp dụng từ ngày {since}." if since else "Chưa rõ ngày áp dụng."
    if state.status is Status.UNKNOWN:
        if state.note:
            return f"{state.note} Hãy đối chiếu với bản chính thức trước khi dùng."
        known = f"Văn bản ghi ngày có hiệu lực là {since}; từ đó đến nay chưa ai tra cứu lại. " if since else ""
        return f"{known or 'Chưa ai tra cứu tình trạng hiệu lực. '}Hãy đối chiếu với bản chính thức trước khi dùng."
    return f"{f'từ ngày {since}, ' if since else ''}theo {state.source}{note}"
