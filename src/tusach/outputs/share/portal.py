"""The finished site as other portals see it: its name and addresses, and the files beside each publication."""

from __future__ import annotations

import hashlib
import json
import mimetypes
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePosixPath

from tusach.shelf.links import asset_address
from tusach.shelf.publication import Publication

# What other programs and readers take away; previews and whatever else serves the page itself stays with it.
_TYPES = {
    ".pdf": "application/pdf",
    ".epub": "application/epub+zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".mp3": "audio/mpeg",
    ".akn.xml": "application/akn+xml",
    ".jsonld": "application/ld+json",
}
_LABELS = {
    ".pdf": "PDF",
    ".epub": "EPUB",
    ".docx": "Word",
    ".mp3": "MP3, giọng máy",
    ".akn.xml": "Akoma Ntoso",
    ".jsonld": "JSON-LD",
}


@dataclass(frozen=True)
class Sum:
    """The size and the SHA-256 of a file: whoever fetches it can tell that it came whole."""

    bytes: int
    sha256: str


@dataclass(frozen=True)
class Shared:
    """A file of the site that others may take: its `path` there, media `type`, `label` for readers, its `sum`."""

    path: str
    type: str
    label: str
    sum: Sum


@dataclass(frozen=True)
class Portal:
    """A built site: its `folder`, `name` and `summary`, its `url` with a slash at the end ("": not known).

    `plain` says that addresses end in index.html; `labels` are those of the printed files, by their paths on the site.
    """

    folder: Path
    name: str
    summary: str = ""
    url: str = ""
    plain: bool = False
    labels: Mapping[str, str] = field(default_factory=dict)

    def link(self, address: str) -> str:
        """The full address of a page; without `url`, its address from the home page."""
        ending = "index.html" if self.plain else ""
        return f"{self.url}{address}/{ending}" if address else f"{self.url}{ending}"

    def page_sum(self, address: str) -> Sum:
        """The size and the SHA-256 of a page."""
        return sum_of((self.folder / address / "index.html").read_bytes())

    def files(self, item: Publication) -> Iterator[Shared]:
        """The books and machine-readable files beside the page of a publication, by name."""
        for path in sorted((self.folder / item.address).iterdir()):
            ending = next((ending for ending in _TYPES if path.name.endswith(ending)), "")
            if ending and path.is_file():
                place = f"{item.address}/{path.name}"
                label = self.labels.get(place) or _LABELS[ending]
                yield Shared(place, _TYPES[ending], label, sum_of(path.read_bytes()))

    def attachments(self, item: Publication) -> Iterator[Shared]:
        """The files that the front matter of a publication names: its cover, recordings, captions, draft."""
        for name in dict.fromkeys(item.fields.files):
            place = asset_address(item.path, name)
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            yield Shared(place, kind, PurePosixPath(name).name, sum_of((self.folder / place).read_bytes()))


def sum_of(data: bytes) -> Sum:
    """The size and the SHA-256 of some bytes."""
    return Sum(len(data), hashlib.sha256(data).hexdigest())


def changed_on(item: Publication) -> date:
    """The day a publication last changed, or came out; of a document at the least the day it was issued."""
    days = (item.fields.updated, getattr(item.fields, "published", None), item.day)
    return next(filter(None, days), date.min)


def as_json(data: object) -> bytes:
    """JSON for other programs, one value a line, so that two of them can be compared."""
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
