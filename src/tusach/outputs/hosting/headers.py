"""`_headers`, as Netlify and Cloudflare Pages read it: what every answer says of safety, and how long each file may be kept.

The policy stands in each page too: other hosts send no headers of ours, a disk sends none.

The syntax is that of https://developers.cloudflare.com/pages/configuration/headers/ and
https://docs.netlify.com/manage/routing/headers/. When two rules set the same header for one path, both hosts send both
values joined: so the rules about keeping never overlap. `hosting/nginx.conf` says the same; a test holds the two equal.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

# A name that holds ten letters of its content's hash: it never changes, only another one takes its place.
_HASHED = re.compile(r"(?:.*-)?[0-9a-f]{10}(?:\.(?:css|js|json))?")
# Only what the generator writes is trusted to be named so; an editor's picture may well be called `anh-2026112201.jpg`.
_OURS = ("assets", "search", "tai-ve", "nhung", "gui-cau-hoi", "thi-tim-hieu", "nghe-doc", "trinh-chieu")
_INLINE = re.compile(rb"<script((?:\s[^>]*)?)>(.*?)</script>", re.S | re.I)
_NOT_RUN = re.compile(rb"\ssrc=|\stype=[\"']?(?!text/javascript|module)", re.I)

# Where a page's head begins, whether its tag is written or not.
_BEGINNING = re.compile(rb"\s*(?:<!doctype[^>]*>)?\s*(?:<html[^>]*>)?\s*(?:<head(?:\s[^>]*)?>)?", re.I)
# HTML Standard, 4.2.5.3: these are left out of account in a `meta`.
_NOT_IN_PAGES = ("frame-ancestors", "report-uri", "sandbox")

_FORM = re.compile(r'<form[^>]* method="post"[^>]* action="(https://[^/"]+)')

# What the pages of other portals may read in a browser (Fetch standard, CORS): public data, without cookies.
_SHARED = re.compile(r"(?P<folder>.+/)?(?P<name>(?:catalog|feed|hieu-luc|noi-dung|opds)\.(?:json|xml))")

KEEP = "public, max-age=31536000, immutable"
ASK = "no-cache"
SAFETY: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    # What a citizen reads here is nobody else's business.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def headers_file(site: Path, paths: Iterable[str]) -> str:
    """The text of `_headers` for the built site, whose files are at `paths`."""
    paths = sorted(paths)
    rules = {"/*": [f"{name}: {value}" for name, value in site_headers(site).items()]}
    for path, value in keeping(paths):
        rules[path] = [f"Cache-Control: {value}"]
    for path in sharing(paths):
        # A host may take only the last of two rules with the same path.
        rules.setdefault(path, []).append("Access-Control-Allow-Origin: *")
    return "".join(f"{path}\n" + "".join(f"  {line}\n" for line in lines) for path, lines in rules.items())


def site_headers(site: Path) -> dict[str, str]:
    """The headers of every answer."""
    return {"Content-Security-Policy": site_policy(site), **SAFETY}


def put_policy(site: Path) -> None:
    """Write the policy into each built page, before anything that it holds for, without what a page cannot say of itself.

    Of a page read from a disk, `'self'` means the files there, in Chromium and in Firefox.
    """
    rules = site_policy(site).split("; ")
    policy = "; ".join(rule for rule in rules if rule.split(" ")[0] not in _NOT_IN_PAGES)
    told = f'<meta http-equiv="Content-Security-Policy" content="{policy}">'.encode()
    for path in site.rglob("*.html"):
        page = path.read_bytes()
        begin = _BEGINNING.match(page)
        place = begin.end() if begin else 0
        path.write_bytes(page[:place] + told + page[place:])


def site_policy(site: Path) -> str:
    """The policy that fits all pages of the built site: it names the scripts found in their heads."""
    scripts: set[bytes] = set()
    for page in sorted(site.rglob("*.html")):
        scripts |= _inline_scripts(page.read_bytes())
    return content_policy(scripts, _form_origin(site))


def _form_origin(site: Path) -> str:
    """Where the page of questions sends its form: only its own template writes one."""
    page = site / "gui-cau-hoi/index.html"
    found = _FORM.search(page.read_text(encoding="utf-8")) if page.is_file() else None
    return found[1] if found else ""


def content_policy(scripts: Iterable[bytes], form: str = "") -> str:
    """The Content-Security-Policy (W3C CSP Level 3): only files of this site, and the inline `scripts` by their SHA-256.

    Forms go nowhere but to the origin `form`, when the bookcase takes questions there.
    """
    hashes = sorted(base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *(f"'sha256-{value}'" for value in hashes)]),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "manifest-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": f"'self' {form}".strip(),
        # Portals show parts of the bookcase in frames; there is nothing here that a click could give away.
        "frame-ancestors": "*",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def keeping(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The rules that cover every path once, each with its Cache-Control: kept for a year under a hash, else asked for anew.

    A folder without hashed names inside is one rule, so that their number depends on the shelves and not on the pages.
    """
    yield "/", ASK
    yield from _folder("", sorted(paths))


def sharing(paths: Iterable[str]) -> tuple[str, ...]:
    """The rules that cover every file that pages of other sites may read, one for all files of the same name in folders."""
    found = filter(None, map(_SHARED.fullmatch, paths))
    return tuple(sorted({f"/{'*/' if match['folder'] else ''}{match['name']}" for match in found}))


def _folder(folder: str, paths: list[str]) -> Iterator[tuple[str, str]]:
    inside: dict[str, list[str]] = {}
    for path in paths:
        inside.setdefault(path[len(folder) :].split("/", 1)[0], []).append(path)
    for name, below in inside.items():
        here = f"{folder}{name}"
        is_file = below == [here]
        if is_hashed(here):
            yield (f"/{here}" if is_file else f"/{here}/*"), KEEP
        elif is_file:
            yield f"/{here}", ASK
        elif any(is_hashed(path) for path in below):
            yield from _folder(f"{here}/", below)
        else:
            yield f"/{here}/*", ASK


def is_hashed(path: str) -> bool:
    """Whether the file or folder, or one it stands in, is named by its content."""
    first, *rest = path.split("/")
    if first in _OURS and rest[:1] == ["data"]:
        return True
    return first in _OURS and any(_HASHED.fullmatch(part) for part in rest)


def _inline_scripts(page: bytes) -> set[bytes]:
    # Only templates write the head; what an editor wrote never earns a hash.
    head = page.partition(b"</head>")[0]
    return {script for attributes, script in _INLINE.findall(head) if not _NOT_RUN.search(attributes)}
