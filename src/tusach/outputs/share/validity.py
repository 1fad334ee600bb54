"""The log of what began, ended and changed in the documents of the shelf, past and coming, each with its day and its source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from itertools import groupby

from tusach.law.instruction import Action
from tusach.law.vietnamese import slug, written_day
from tusach.outputs.share.atom import Entry, Feed, FeedLink
from tusach.outputs.share.feeds import both_forms
from tusach.outputs.share.portal import Portal, changed_on
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import DocumentFields
from tusach.shelf.history import first_day, spoken
from tusach.shelf.publication import Publication

_LOG = "hieu-luc"
# Readers fetch the whole file each time; 84 laws give 112 entries.
_MOST = 500
_BEGINS, _ENDS = "bắt đầu có hiệu lực", "hết hiệu lực"


@dataclass(frozen=True)
class _Turn:
    """One change on a `day`: `does` it to `anchor` ("": the whole document), as `source` says, which was known from `told` on."""

    day: date
    item: Publication
    anchor: str
    does: str
    source: str
    by: Publication | None
    place: str
    told: date
    part: str = ""
    proviso: str = ""


def validity_files(concordance: Concordance, portal: Portal) -> dict[str, bytes]:
    """`hieu-luc.xml` and `hieu-luc.json`, one entry for what one document does to another on one day, the latest day first, five hundred at most."""
    documents = [item for item in concordance.bookcase.documents.values() if isinstance(item.fields, DocumentFields)]
    if not documents:
        return {}
    turns = [turn for item in documents for turn in _turns(concordance, item)]
    turns.sort(key=_order)
    groups = [list(group) for _, group in groupby(turns, key=_key)]
    entries = [_entry(group, portal, concordance.today) for group in groups[: -_MOST - 1 : -1]]
    updated = max((entry.updated for entry in entries), default=max(map(changed_on, documents)))
    title = f"Thay đổi hiệu lực - {portal.name}"
    about = "Văn bản, điều khoản bắt đầu có hiệu lực, hết hiệu lực, được sửa đổi: đã qua và sắp tới, kèm căn cứ"
    kind = portal.link(documents[0].kind.address)
    feed = Feed(f"{portal.url}{_LOG}.xml", title, updated, portal.name, (FeedLink(kind),), tuple(entries), about)
    return both_forms(feed, _LOG, portal)


def _turns(concordance: Concordance, item: Publication) -> Iterator[_Turn]:
    """Every dated and sourced change of a document; what has no day is no news of any day."""
    fields, history = item.fields, concordance.history
    assert isinstance(fields, DocumentFields)
    if fields.effective:
        yield _Turn(fields.effective, item, "", _BEGINS, item.cited_as, item, "", fields.issued)
    if fields.expires:
        yield _Turn(fields.expires, item, "", _ENDS, item.cited_as, item, "", fields.issued)
    for own in history.own_days(item):
        source = f"{spoken(own.source)} {item.cited_as}".strip()
        first = first_day(own, item)
        ends = own.until + timedelta(days=1) if own.until else None
        for day, does in ((first, _BEGINS), (ends, _ENDS)):
            for reference in own.references if day else ():
                assert day is not None
                yield _Turn(day, item, reference.anchor, does, source, item, own.source, fields.issued)
    for change in history.changes(item):
        if change.day is None:
            continue
        # Repealed or replaced as a whole: the page's own word for both.
        does = _ENDS if change.action is Action.REPEALED and not change.anchor else change.action.value
        by = change.by
        told = by.fields.issued if by and isinstance(by.fields, DocumentFields) else fields.status.as_of
        yield _Turn(
            change.day, item, change.anchor, does, change.source_words, by, change.source,
            told or fields.issued, change.part, change.exception,
        )  # fmt: skip


def _key(turn: _Turn) -> tuple[date, str, str]:
    by = turn.by.address if turn.by else slug(turn.source)
    return (turn.day, turn.item.address, by)


def _order(turn: _Turn) -> tuple[tuple[date, str, str], bool, str, str, str, str]:
    return (_key(turn), bool(turn.anchor), turn.place, turn.anchor, turn.does, turn.part)


def _entry(turns: list[_Turn], portal: Portal, today: date) -> Entry:
    """One entry: new when it becomes known, and again on the day it takes effect; an instant to come has no place in a feed."""
    first = turns[0]
    day, item, by = _key(first)
    page = portal.link(item)
    known = min(first.told, day)
    source = first.by.cited_as if first.by else first.source
    lines = "".join(_line(turn, portal) for turn in turns)
    return Entry(
        id=f"{portal.url}{_LOG}.xml#{day.isoformat()}-{item.rsplit('/', 1)[-1]}-{by.rsplit('/', 1)[-1]}",
        title=f"{_headline(turns)} từ ngày {written_day(day)}",
        updated=day if day <= today else known,
        links=(FeedLink(f"{page}#{first.anchor}" if first.anchor else page),),
        summary=f"Theo {source}.",
        html=f"<ul>{lines}</ul>",
        published=known,
        categories={first.item.kind.address: first.item.kind.label},
        own={"_tusach": {"day": day.isoformat(), "document": item, "changes": [_told(turn) for turn in turns]}},
    )


def _headline(turns: list[_Turn]) -> str:
    """What happens: to the whole document, to its one provision, or to how many of them."""
    first, name = turns[0], turns[0].item.cited_as
    if not first.anchor:
        return f"{name} {first.does}"
    if len(turns) == 1:
        unit = _unit(first)
        return f"{unit[:1].upper()}{unit[1:]} {name} {first.does}"
    does = {turn.does for turn in turns}
    return f"{name} có {len(turns)} chỗ {first.does if len(does) == 1 else 'thay đổi'}"


def _told(turn: _Turn) -> dict[str, str]:
    """One change for programs (JSON Feed 1.1, "Extensions": a key that begins with an underscore)."""
    return {"anchor": turn.anchor, "part": turn.part, "does": turn.does, "source": turn.source}


def _unit(turn: _Turn) -> str:
    return f"{turn.part} {spoken(turn.anchor) or turn.anchor}".strip()


def _line(turn: _Turn, portal: Portal) -> str:
    page = portal.link(turn.item.address)
    where = f"{page}#{turn.anchor}" if turn.anchor else page
    unit = escape(_unit(turn) if turn.anchor else turn.item.cited_as)
    source = escape(turn.source)
    if turn.by:
        place = f"#{turn.place}" if turn.place else ""
        source = f'<a href="{escape(portal.link(turn.by.address) + place)}">{source}</a>'
    proviso = f" ({escape(turn.proviso)})" if turn.proviso else ""
    said = f'<a href="{escape(where)}">{unit[:1].upper()}{unit[1:]}</a> {turn.does} từ ngày {written_day(turn.day)}'
    return f"<li>{said}, theo {source}{proviso}.</li>"
