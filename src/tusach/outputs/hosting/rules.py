"""The small files a host looks for in a site: `_headers`, `_redirects`, `.nojekyll`, `robots.txt`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tusach.outputs.hosting.headers import headers_file


def write_host_files(site: Path, site_url: str, moved: Mapping[str, str]) -> None:
    """Write them into the finished site, before its compressed copies are made.

    `site_url` is the address of the home page ("": not known); `moved` leads from old addresses to new ones, both as they
    stand after it.
    """
    (site / ".nojekyll").touch()
    (site / "robots.txt").write_text(_robots(site_url), encoding="utf-8", newline="\n")
    (site / "_redirects").write_text(_redirects(site_url, moved), encoding="utf-8", newline="\n")
    # MkDocs' own copy holds the path it was built at.
    (site / "sitemap.xml.gz").unlink(missing_ok=True)
    paths = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    seen = [path for path in paths if path not in ("_headers", "_redirects", ".nojekyll")]
    (site / "_headers").write_text(headers_file(site, seen), encoding="utf-8", newline="\n")


def _robots(site_url: str) -> str:
    """Everything may be read (RFC 9309); the list of pages is told when its full address is known (sitemaps.org)."""
    where = f"\nSitemap: {site_url.rstrip('/')}/sitemap.xml\n" if site_url else ""
    return f"User-agent: *\nDisallow:\n{where}"


def _redirects(site_url: str, moved: Mapping[str, str]) -> str:
    """A rule a line, from the root of the domain, permanent; hosts that do not read it show the page that leads on."""
    return "".join(f"{line}\n" for line in _rules(urlsplit(site_url).path.rstrip("/"), moved))


def _rules(base: str, moved: Mapping[str, str]) -> Iterator[str]:
    for old, new in sorted(moved.items()):
        yield f"{base}/{old} {base}/{new.removeprefix('./')} 301"
