"""The text of a document as it stands on a day: its own, with the new wordings, additions and repeals that texts tell.

Not an official consolidation (Ordinance on consolidation of legal normative documents 2012): a reading aid, and only as
complete as the shelf. Words that a clause exchanges inside a unit are not exchanged here; the clause is told instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from tusach.law.instruction import Action
from tusach.law.quotation import Worded
from tusach.law.vietnamese import written_day
from tusach.shelf.history import Change, covers


def consolidated(text: Sequence[Worded], changes: Iterable[Change], day: date) -> list[Worded]:
    """The paragraphs of a document on `day`, each with the anchor of its unit, after the changes in force by then."""
    found = list(text)
    for change in changes:
        if change.anchor and change.day and change.day <= day and not change.part:
            found = _changed(found, change)
    return found


def _changed(text: list[Worded], change: Change) -> list[Worded]:
    inside = [place for place, one in enumerate(text) if covers(change.anchor, one.anchor)]
    if change.action is Action.REPEALED and inside:
        gone = Worded(
            change.anchor, f"({change.action.value.capitalize()} từ ngày {written_day(change.day)})", opens=True
        )
        return [*text[: inside[0]], gone, *text[inside[-1] + 1 :]]
    if not change.worded:
        return text
    if inside:
        return [*text[: inside[0]], *change.worded, *text[inside[-1] + 1 :]]
    place = _after(text, change.anchor)
    return [*text[:place], *change.worded, *text[place:]] if place else text


def _after(text: Sequence[Worded], anchor: str) -> int:
    """Where a unit that the text does not have yet belongs: after its last elder sibling, else at the end of its parent."""
    stem = anchor.rstrip("abcdefghijklmnopqrstuvwxyz")
    parent = anchor.rpartition("-diem-")[0] or anchor.rpartition("-khoan-")[0]
    for elder in (stem, parent):
        places = [place for place, one in enumerate(text) if elder and elder != anchor and covers(elder, one.anchor)]
        if places:
            return places[-1] + 1
    return 0
