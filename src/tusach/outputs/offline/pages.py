"""Links to folders become links to their index.html: on a disk nobody hands out a folder's page."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Set
from html import escape, unescape
from urllib.parse import unquote, urlsplit

# Comments and scripts are met first, so that what only looks like a tag in them stays as it is.
_TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style)\b.*?</(?P=raw)\s*>|<(?P<name>a|area|form|link)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(r"(?P<name>[^\s=\"'<>/]+)\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)')")
# What a `link` leads to that is not on a disk: the manifest, the search for browsers, feeds, oEmbed.
_FOR_THE_WEB = re.compile(
    r"\srel\s*=\s*[\"']?(?:manifest|search)\b|\stype\s*=\s*[\"']?application/(?:atom\+xml|feed\+json|json\+oembed)\b",
    re.IGNORECASE,
)


def without_server(html: str, page: str, files: Set[str]) -> str:
    """The HTML of a page for a disk; `page` is its path in the edition, whose `files` are given by their paths.

    A relative link to a folder that has an index.html leads to that file, its `?…` and `#…` kept. The manifest of the
    installed site is dropped: a browser refuses to read it from a disk, and says so in its console. So are links to what
    the edition leaves out.
    """

    def tag(match: re.Match[str]) -> str:
        name = (match["name"] or "").lower()
        if not name:
            return match[0]
        if name == "link" and _FOR_THE_WEB.search(match[0]):
            return ""
        return _ATTRIBUTE.sub(attribute, match[0])

    def attribute(match: re.Match[str]) -> str:
        if match["name"].lower() not in ("href", "action"):
            return match[0]
        value = unescape(match["double"] if match["double"] is not None else match["single"])
        mended = _to_file(value, page, files)
        return match[0] if mended == value else f'{match["name"]}="{escape(mended)}"'

    return _TAG.sub(tag, html)


def _to_file(address: str, page: str, files: Set[str]) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return address
    target = posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))
    if target in files or posixpath.normpath(f"{target}/index.html") not in files:
        return address
    rest = address[len(parts.path) :]
    return f"{parts.path.rstrip('/')}/index.html{rest}"
