"""schema.org descriptions of publications, with ELI terms for documents (schema.org/Legislation, ELI ontology 1.4)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urljoin

from tusach.law.issuer import Level, level
from tusach.law.provision import provisions
from tusach.law.validity import State, Status
from tusach.outputs.machine.names import work_uri
from tusach.shelf.fields import BroadcastFields, DocumentFields, LectureFields, OutlineFields, QuestionFields
from tusach.shelf.history import History
from tusach.shelf.lecture import is_link
from tusach.shelf.links import asset_address
from tusach.shelf.publication import Publication

_CONTEXT = ["https://schema.org", {"eli": "http://data.europa.eu/eli/ontology#"}]
# https://schema.org/LegalForceStatus has three values; a status we do not know claims none of them.
_FORCE = {
    Status.IN_FORCE: "InForce",
    Status.PARTLY: "PartiallyInForce",
    Status.PARTLY_SUSPENDED: "PartiallyInForce",
    Status.NOT_YET: "NotInForce",
    Status.REPEALED: "NotInForce",
    Status.SUSPENDED: "NotInForce",
    Status.UNFIT: "NotInForce",
}
_ELI_FORCE = {"InForce": "inForce", "PartiallyInForce": "partiallyInForce", "NotInForce": "notInForce"}
_CHANGES = {
    "sửa đổi, bổ sung": "legislationAmends",
    "thay thế": "legislationRepeals",
    "bãi bỏ": "legislationRepeals",
    "hợp nhất": "legislationConsolidates",
    "đính chính": "legislationCorrects",
    "căn cứ ban hành": "eli:based_on",
    "dẫn chiếu": "eli:cites",
    "được sửa đổi, bổ sung bởi": "eli:amended_by",
    "được thay thế bởi": "eli:repealed_by",
    "bị bãi bỏ bởi": "eli:repealed_by",
}
_TYPES = {
    "handbook": "Book",
    "question": "FAQPage",
    "story": "ShortStory",
    "skit": "Play",
    "outline": "LearningResource",
    "lecture": "LearningResource",
    "training": "LearningResource",
}


def publication_jsonld(item: Publication, url: str, history: History) -> dict[str, Any]:
    """The description of a publication whose page is at the absolute or relative `url`; a document's state is today's."""
    if isinstance(item.fields, DocumentFields):
        return _document(item, item.fields, url, history)
    fields: Any = item.fields
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": _TYPES.get(item.kind.key, "CreativeWork"),
        "@id": url,
        "name": item.title,
        "abstract": item.summary,
        "inLanguage": fields.language,
        "genre": item.kind.label,
        "author": {"@type": "Organization", "name": fields.compiled_by},
        "datePublished": fields.published.isoformat(),
        "dateModified": (fields.updated or fields.published).isoformat(),
        "isAccessibleForFree": True,
        "timeRequired": f"PT{item.total_minutes}M",
    }
    if fields.topics:
        data["about"] = list(fields.topics)
    if fields.audience:
        data["audience"] = [{"@type": "Audience", "audienceType": name} for name in fields.audience]
    if fields.license:
        data["license"] = fields.license
    return {**data, **dict(_of_kind(item, url))}


def _of_kind(item: Publication, url: str) -> Iterator[tuple[str, Any]]:
    fields = item.fields
    if isinstance(fields, QuestionFields):
        answer = {"@type": "Answer", "text": fields.short_answer}
        yield "mainEntity", [{"@type": "Question", "name": fields.question, "acceptedAnswer": answer}]
    if isinstance(fields, OutlineFields):
        yield "isBasedOn", {"@type": "Legislation", "legislationIdentifier": fields.introduces}
    if isinstance(fields, BroadcastFields):
        yield "timeRequired", f"PT{fields.minutes}M"
    if isinstance(fields, LectureFields):
        yield from _media(item, fields, url)
    if item.chapters:
        yield (
            "hasPart",
            [{"@type": "Chapter", "name": leaf.title, "position": rank} for rank, leaf in enumerate(item.chapters, 1)],
        )


def _media(item: Publication, fields: LectureFields, url: str) -> Iterator[tuple[str, Any]]:
    media = {"VideoObject": fields.video, "AudioObject": fields.audio, "PresentationDigitalDocument": fields.slides}
    found = []
    for kind, name in media.items():
        if name and is_link(name):
            found.append({"@type": kind, "name": item.title, "url": name})
        elif name:
            file = urljoin(url, quote(posixpath.relpath(asset_address(item.path, name), item.address)))
            found.append({"@type": kind, "name": item.title, "contentUrl": file})
    if found:
        yield "associatedMedia", found


def _document(item: Publication, fields: DocumentFields, url: str, history: History) -> dict[str, Any]:
    data: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "Legislation",
        "@id": url,
        "name": item.title,
        "abstract": item.summary,
        "inLanguage": fields.language,
        "legislationIdentifier": fields.number,
        "legislationType": fields.type,
        "legislationDate": fields.issued.isoformat(),
        "legislationPassedBy": {"@type": "Organization", "name": fields.issuer},
        "legislationJurisdiction": "VN" if level(fields.issuer) is Level.CENTRAL else fields.issuer,
        "sameAs": work_uri(fields),
        "isBasedOn": fields.source,
        "legislationLegalValue": "https://schema.org/UnofficialLegalValue",
        "eli:legal_value": {"@id": "http://data.europa.eu/eli/ontology#LegalValue-unofficial"},
    }
    if fields.effective:
        data["legislationDateOfApplicability"] = data["eli:first_date_entry_in_force"] = fields.effective.isoformat()
    if fields.expires:
        data["eli:date_no_longer_in_force"] = fields.expires.isoformat()
    state = history.state(item)
    force = _FORCE.get(state.status)
    if force:
        data["legislationLegalForce"] = f"https://schema.org/{force}"
        data["legislationDateVersion"] = (state.checked or history.today).isoformat()
        data["eli:in_force"] = {"@id": f"http://data.europa.eu/eli/ontology#InForce-{_ELI_FORCE[force]}"}
    for relation in fields.relations:
        name = _CHANGES.get(relation.kind)
        if name:
            data.setdefault(name, []).append({"@type": "Legislation", "legislationIdentifier": relation.to})
    return data


def provisions_jsonld(item: Publication, url: str, history: History) -> dict[str, Any]:
    """The description of a document with each of its Điều as a part of its own."""
    data = publication_jsonld(item, url, history)
    data["hasPart"] = [
        {
            **_repealed(history.state(item, unit.anchor)),
            "@type": ["Legislation", "eli:LegalResourceSubdivision"],
            "@id": f"{url}#{unit.anchor}",
            "eli:number": unit.number,
            "eli:is_part_of": {"@id": url},
            "legislationIdentifier": f"Điều {unit.number} {item.cited_as}",
            "name": re.sub(r"\s+", " ", f"Điều {unit.number}. {unit.heading}").strip(),
        }
        for unit in provisions(item.body)
        if unit.kind == "dieu"
    ]
    return data


def _repealed(state: State) -> dict[str, str]:
    return {"legislationLegalForce": "https://schema.org/NotInForce"} if state.status is Status.REPEALED else {}
