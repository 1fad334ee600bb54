"""What every channel says of a publication: the same words, approver, dates and sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tusach.law.vietnamese import written_day
from tusach.shelf.fields import DocumentFields, QuestionFields
from tusach.shelf.publication import Publication

_MOST_SOURCES, _MOST_CHANGES = 6, 3


@dataclass(frozen=True)
class Notice:
    """A publication as it is made known: `label` of its kind, `title`, `text` (one or two paragraphs), `facts` (who, as of
    which day), the `sources` it rests on, its full address (`url`, "" when the bookcase has none), and what has `changed` in
    the law it rests on, as sentences without a full stop."""

    label: str
    title: str
    text: tuple[str, ...]
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    url: str
    changed: tuple[str, ...] = ()

    @property
    def warning(self) -> str:
        """That the text rests on law which has changed, "" when it does not."""
        shown = "; ".join(self.changed[:_MOST_CHANGES])
        return (
            f"LƯU Ý trước khi dùng bài này: {shown}{' …' if len(self.changed) > _MOST_CHANGES else ''}."
            if shown
            else ""
        )

    @property
    def grounds(self) -> str:
        """The sources in one line, "" when there are none."""
        shown = "; ".join(self.sources[:_MOST_SOURCES])
        return f"Căn cứ: {shown}{' …' if len(self.sources) > _MOST_SOURCES else ''}." if shown else ""


def notice(item: Publication, cited: Iterable[Publication | str], url: str, changed: tuple[str, ...] = ()) -> Notice:
    """The notice of a publication that rests on the `cited` documents (those off the shelf by their number), some `changed` since."""
    fields = item.fields
    text = (fields.question, fields.short_answer) if isinstance(fields, QuestionFields) else (item.summary,)
    names = (one if isinstance(one, Publication) else f"văn bản số {one}" for one in cited if one is not item)
    sources = dict.fromkeys(one.cited_as if isinstance(one, Publication) else one for one in names)
    return Notice(item.kind.label, item.title, text, tuple(_facts(item)), tuple(sources), url, changed)


def _facts(item: Publication) -> Iterator[str]:
    fields = item.fields
    if isinstance(fields, DocumentFields):
        yield f"Ban hành ngày {written_day(fields.issued)}"
        if fields.effective:
            yield f"Có hiệu lực từ ngày {written_day(fields.effective)}"
    if compiled := getattr(fields, "compiled_by", ""):
        yield f"Biên soạn: {compiled}"
    if fields.approved_by:
        yield f"Phê duyệt: {fields.approved_by}"
    if published := getattr(fields, "published", None):
        yield f"Phát hành ngày {written_day(published)}"
    if checked := getattr(fields, "law_as_of", None):
        yield f"Đối chiếu pháp luật đến ngày {written_day(checked)}"
