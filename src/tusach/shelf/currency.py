"""Rules on citations and on what is in force: texts that rest on repealed, amended or missing provisions.

A new rule is one function here, its row in RULES_OF_LAW and its default in `settings.RULES`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tusach.law.citation import Citation, Reference
from tusach.law.instruction import Action
from tusach.law.number import number_key
from tusach.law.validity import State, Status
from tusach.law.vietnamese import written_day
from tusach.problem import Problem, Problems, Severity
from tusach.shelf.citing import Target
from tusach.shelf.concordance import Concordance
from tusach.shelf.fields import DocumentFields, OutlineFields
from tusach.shelf.history import Change, covers, spoken
from tusach.shelf.mentions import Mention
from tusach.shelf.misnumbered import wrong_number
from tusach.shelf.publication import Leaf, Publication

_REWRITE = (
    "viết lại theo văn bản mới; nếu đoạn này kể chính việc bãi bỏ, dẫn thêm điều khoản bãi bỏ ngay trong đoạn; "
    "rồi ghi ngày đối chiếu mới vào `law_as_of`"
)

LawRule = Callable[[Concordance], Iterator[Problem]]


@dataclass(frozen=True)
class Alert:
    """What a reader of a text must know of a provision it rests on: `mention` in the text, and what happened.

    `day` is the first day of it (None: not told), `until` the day from which it is over; `kind` is the rule's name,
    `words` a sentence for readers without its full stop; `source` the document and anchor to read, when on the shelf.
    """

    mention: Mention
    kind: str
    day: date | None
    words: str
    change: Change | None = None
    until: date | None = None
    source: tuple[Publication, str] | None = None


def alerts(concordance: Concordance, item: Publication, leaf: Leaf | None = None) -> tuple[Alert, ...]:
    """The alerts for an educational publication, or for one `leaf` of it, each once, in the order of the text.

    A paragraph that itself cites the clause which made a change tells of it and gets no alert for it.
    """
    found: dict[tuple[str, date | None], Alert] = {}
    for alert in _alerts_of(concordance, item):
        if leaf is None or alert.mention.leaf is leaf:
            found.setdefault((alert.words, alert.day), alert)
    return tuple(found.values())


def _alerts_of(concordance: Concordance, item: Publication) -> Iterator[Alert]:
    """Every alert at every place of a publication."""
    if isinstance(item.fields, DocumentFields):
        return
    mentions = concordance.mentions.of_text.get(item.path, ())
    told: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for mention in mentions:
        if mention.target:
            told[mention.path, mention.line, number_key(mention.target.number)].append(mention.target.anchor)
    for mention in (*_introduced(concordance, item), *mentions):
        for alert in _of_mention(concordance, mention):
            change = alert.change
            named = told[mention.path, mention.line, number_key(change.number)] if change else []
            if change is None or not any(covers(anchor, change.source) or not anchor for anchor in named):
                yield alert


def _introduced(concordance: Concordance, item: Publication) -> Iterator[Mention]:
    """The law that an outline introduces: all of it rests on it."""
    if isinstance(item.fields, OutlineFields):
        document = concordance.bookcase.document(item.fields.introduces)
        if document is not None:
            target = Target(item.fields.introduces, document, "", exact=True)
            whole = Citation(0, 0, (Reference(""),))
            yield Mention(item, item, item.field_line("introduces"), document.cited_as, whole, target, ("",))


def repealed(concordance: Concordance) -> Iterator[Problem]:
    """A text rests on a document or provision that is no longer in force."""
    yield from _told(concordance, "repealed", _REWRITE)


def amended(concordance: Concordance) -> Iterator[Problem]:
    """A text rests on a provision that was amended after the text was checked."""
    yield from _told(
        concordance, "amended", "đối chiếu lại với nội dung mới, rồi ghi ngày đối chiếu mới vào `law_as_of`"
    )


def not_yet(concordance: Concordance) -> Iterator[Problem]:
    """A text rests on a provision that has not taken effect."""
    yield from _told(
        concordance, "not-yet", "nói rõ trong bài ngày bắt đầu áp dụng; bài đã nói rõ thì bỏ qua lời nhắc này"
    )


def upcoming(concordance: Concordance) -> Iterator[Problem]:
    """A provision that a text rests on will change on a known day."""
    yield from _told(concordance, "upcoming", "chuẩn bị sửa bài trước ngày đó")


def missing(concordance: Concordance) -> Iterator[Problem]:
    """A citation of a provision that the official text on the shelf does not have."""
    yield from _absent(concordance, "official", "không có", "kiểm tra số điều, khoản, điểm")


def digest_gap(concordance: Concordance) -> Iterator[Problem]:
    """A citation of a provision that the digest on the shelf leaves out."""
    yield from _absent(
        concordance, "digest", "chưa tóm lược", "thêm vào bản tóm lược, hoặc kiểm tra số điều, khoản, điểm"
    )


def unresolved(concordance: Concordance) -> Iterator[Problem]:
    """A citation in an educational text that names no document anybody could look up; "Điều này" alone is common speech."""
    for mention in concordance.mentions.all:
        speech = mention.citation.references == (Reference("này"),)
        if mention.target is None and not speech and not isinstance(mention.home.fields, DocumentFields):
            what = f"“{mention.words}” không rõ của văn bản nào"
            yield Problem(mention.path, mention.line, what, "ghi tên, số, ký hiệu văn bản ngay sau điều")


def status_conflict(concordance: Concordance) -> Iterator[Problem]:
    """The status an editor looked up contradicts what dated texts on the shelf say."""
    for document in concordance.bookcase.documents.values():
        fields = document.fields
        assert isinstance(fields, DocumentFields)
        state = concordance.history.state(document)
        claimed = fields.status.value
        if state.status is Status.REPEALED and claimed in (Status.IN_FORCE, Status.PARTLY, Status.NOT_YET):
            since = f" từ ngày {written_day(state.since)}" if state.since else ""
            what = f"ghi “{claimed.label}”, nhưng {state.source} làm hết hiệu lực{since}"
            yield Problem(document.path, document.field_line("status"), what, "tra lại và sửa mục `status`")


RULES_OF_LAW: Mapping[str, LawRule] = {
    "wrong-number": wrong_number,
    "missing": missing,
    "digest-gap": digest_gap,
    "unresolved": unresolved,
    "repealed": repealed,
    "amended": amended,
    "not-yet": not_yet,
    "upcoming": upcoming,
    "status-conflict": status_conflict,
}


def check_currency(concordance: Concordance, levels: Mapping[str, str], problems: Problems) -> None:
    """Run every rule that is not "off" and note what it finds as errors or warnings."""
    for name, rule in RULES_OF_LAW.items():
        level = levels[name]
        if level != "off":
            severity: Severity = "error" if level == "error" else "warning"
            problems.extend(replace(problem, severity=severity) for problem in rule(concordance))


def _told(concordance: Concordance, kind: str, remedy: str) -> Iterator[Problem]:
    for item in concordance.bookcase.publications:
        introduces = item.fields.introduces if isinstance(item.fields, OutlineFields) else ""
        met: dict[tuple[str, ...], list[Alert]] = defaultdict(list)
        for alert in _alerts_of(concordance, item):
            mention = alert.mention
            # An outline is written before its law takes effect.
            own = kind == "not-yet" and mention.target is not None and mention.target.number == introduces != ""
            if alert.kind == kind and not own:
                # What is still to come is prepared for file by file; what has come is mended place by place.
                place = "" if kind in ("upcoming", "not-yet") else f"{mention.line} {mention.words}"
                met[mention.path, alert.words, place].append(alert)
        yield from (_as_problem(alerts, remedy) for alerts in met.values())


def _as_problem(alerts: Sequence[Alert], remedy: str) -> Problem:
    """The first of alerts that say the same, with the lines of the others."""
    alert = alerts[0]
    lines = sorted({one.mention.line for one in alerts} - {alert.mention.line})
    file = f" ({alert.change.by.path})" if alert.change and alert.change.by else ""
    more = f"; cũng ở dòng {', '.join(map(str, lines))}" if lines else ""
    return Problem(
        alert.mention.path, alert.mention.line, f"“{alert.mention.words}”: {alert.words}{file}{more}", remedy
    )


def _absent(concordance: Concordance, text: str, what: str, remedy: str) -> Iterator[Problem]:
    for mention in concordance.mentions.all:
        target = mention.target
        if target is None or target.document is None or target.exact:
            continue
        fields = target.document.fields
        # An official text is not corrected here: what it cites wrongly, it cites wrongly.
        if (
            isinstance(mention.home.fields, DocumentFields)
            or not isinstance(fields, DocumentFields)
            or fields.text != text
        ):
            continue
        name = "bản tóm lược" if text == "digest" else "văn bản"
        told = f"“{mention.words}”: {name} trên kệ ({target.document.path}) {what} điều khoản này"
        yield Problem(mention.path, mention.line, told, remedy)


def _of_mention(concordance: Concordance, mention: Mention) -> Iterator[Alert]:
    target, history = mention.target, concordance.history
    # A text may name a dead law to tell that it is dead; it rests on the provisions it cites.
    if target is None or not mention.citation.references:
        return
    if target.document is None:
        if ended := history.ended(target.number):
            state = State(ended.status, ended.day, ended.source, note=ended.note)
            yield Alert(mention, "repealed", ended.day, f"Văn bản số {target.number} {_ending(state)}")
        return
    document, whole = target.document, history.timeline(target.document)
    if ending := _ended(whole[0][1]):
        yield Alert(
            mention,
            "repealed",
            ending.since,
            f"{document.cited_as} {_ending(ending, document.cited_as)}",
            source=_end_of(concordance, document),
        )
        return
    yield from _of_timeline(concordance, mention, document.cited_as, (document, ""), whole)
    if whole[0][1].status is Status.NOT_YET:
        return
    for anchor in mention.anchors:
        name, place = _named(anchor, document), (document, anchor)
        yield from _of_timeline(concordance, mention, name, place, history.timeline(document, anchor), len(whole) > 1)
    checked = getattr(mention.home.fields, "law_as_of", None) or concordance.today
    for change in history.changes(document):
        if change.anchor and target.anchor and _touches(change.anchor, mention.anchors):
            yield from _of_change(mention, change, checked, concordance.today)


def _of_timeline(
    concordance: Concordance,
    mention: Mention,
    name: str,
    place: tuple[Publication, str],
    rows: tuple[tuple[date, State], ...],
    told: bool = False,
) -> Iterator[Alert]:
    """Not yet in force, over by a limit of its own, or to end on a known day (unless that was `told` of the document)."""
    first = rows[0][1]
    if first.status is Status.NOT_YET and first.since:
        words = f"{name} chưa có hiệu lực, áp dụng từ ngày {written_day(first.since)}"
        yield Alert(mention, "not-yet", None, words, until=first.since, source=place)
    elif _ended(first) and not _repealed_by_change(concordance, place):
        yield Alert(mention, "repealed", first.since, f"{name} {_ending(first, name)}", source=place)
    for day, state in rows[1:]:
        if _ended(state) and not told and not _repealed_by_change(concordance, place):
            source = place if place[1] else _end_of(concordance, place[0])
            yield Alert(mention, "upcoming", day, f"{name} {_ending(state, name)}", source=source)


def _end_of(concordance: Concordance, document: Publication) -> tuple[Publication, str]:
    """Where it is written that a document ends: the clause of the other document, else the document itself."""
    changes = concordance.history.changes(document)
    found = (one for one in changes if not one.anchor and one.by and one.action in (Action.REPEALED, Action.SUSPENDED))
    change = next(found, None)
    return (change.by, change.source) if change and change.by else (document, "")


def _repealed_by_change(concordance: Concordance, place: tuple[Publication, str]) -> bool:
    """Whether a clause repeals the unit: then that clause is told instead."""
    document, anchor = place
    return bool(anchor) and any(
        change.action is Action.REPEALED and change.anchor and not change.part and covers(change.anchor, anchor)
        for change in concordance.history.changes(document)
    )


def _named(anchor: str, document: Publication) -> str:
    words = f"{spoken(anchor)} {document.cited_as}".strip()
    return words[:1].upper() + words[1:]


def _of_change(mention: Mention, change: Change, checked: date, today: date) -> Iterator[Alert]:
    assert mention.target
    assert mention.target.document
    ends = change.action in (Action.REPEALED, Action.SUSPENDED) and not change.part
    ends = ends and any(covers(change.anchor, anchor) for anchor in mention.anchors)
    since = f"từ ngày {written_day(change.day)}" if change.day else "(chưa rõ từ ngày nào)"
    part = f" ({change.part})" if change.part else ""
    name = _named(change.anchor, mention.target.document)
    words = f"{name}{part} {change.action.value} {since} theo {change.source_words}"
    source = (change.by, change.source) if change.by else None
    if change.day and change.day > today:
        yield Alert(mention, "upcoming", change.day, words, change, source=source)
    elif ends:
        yield Alert(mention, "repealed", change.day, words, change, source=source)
    elif change.day is None or change.day > checked:
        yield Alert(mention, "amended", change.day, words, change, source=source)


def _touches(changed: str, anchors: tuple[str, ...]) -> bool:
    return any(covers(changed, anchor) or covers(anchor, changed) for anchor in anchors)


def _ended(state: State) -> State | None:
    return state if state.status in (Status.REPEALED, Status.UNFIT, Status.SUSPENDED) else None


def _ending(state: State, name: str = "") -> str:
    since = f" từ ngày {written_day(state.since)}" if state.since else ""
    by = "" if state.source == name else f", theo {state.source}"
    exception = f" ({state.note})" if state.note else ""
    return f"{state.status.label.lower()}{since}{by}{exception}"
