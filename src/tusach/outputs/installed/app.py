"""What makes the site an app: the manifest (W3C Web Application Manifest) and the service worker made for this very build."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib import resources
from pathlib import Path

import rjsmin

from tusach.outputs.assets import by_content

# Read by every page or at the start of a search; the rest is kept when it is read.
_SHELL = (
    "search/engine-*.js",
    "search/manifest.js",
    "search/data/lengths-*.js",
    "assets/*.css",
    "assets/*.js",
    "assets/icon.svg",
    "tai-ve/tai-*.js",
    "gui-cau-hoi/hoi-*.js",
    "nghe-doc/doc-*.js",
)
_SHELL_PAGES = ("", "tim-kiem", "chu-de", "tai-ve", "gui-cau-hoi", "khong-mang")


def _source(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


def visit_script() -> str:
    """What every page's script does for reading without a network."""
    return _source("visit.js")


def keeping_script() -> Mapping[str, bytes]:
    """The script of the page of packs, by its path on the site."""
    code = rjsmin.jsmin(_source("keep.js")).encode()
    return {by_content("tai-ve/tai", code, "js"): code}


def app_files(site: Path, name: str, plain: bool) -> Mapping[str, bytes]:
    """The manifest and the worker by their paths, for the finished `site` called `name`.

    `plain` says that addresses end in index.html. The worker's version is that of the shell: what is added to the
    bookcase changes the search, so it changes with every text.
    """
    ending = "index.html" if plain else ""
    shell = [f"{page}/{ending}" if page else ending or "./" for page in _SHELL_PAGES]
    shell += sorted(path.relative_to(site).as_posix() for pattern in _SHELL for path in site.glob(pattern))
    worker = _source("worker.js")
    told = {
        "SHELL_FILES": json.dumps(shell),
        "PAGE_WITHOUT_NETWORK": f"khong-mang/{ending}",
        "VERSION_OF_SHELL": _version(site, shell, worker),
    }
    for sign, value in told.items():
        worker = worker.replace(sign, value)
    return {
        "sw.js": rjsmin.jsmin(worker).encode(),
        "tusach.webmanifest": json.dumps(_manifest(name, ending), ensure_ascii=False, indent=1).encode(),
    }


def _version(site: Path, shell: Iterable[str], worker: str) -> str:
    digest = hashlib.sha256(worker.encode())
    for path in shell:
        file = site / path
        digest.update((file / "index.html" if file.is_dir() else file).read_bytes())
    return digest.hexdigest()[:10]


def _manifest(name: str, ending: str) -> Mapping[str, object]:
    return {
        "name": name,
        "short_name": name if len(name) <= 12 else "Tủ sách",
        "lang": "vi",
        "start_url": f"./{ending}",
        "scope": "./",
        "display": "standalone",
        "background_color": "#faf8f3",
        "theme_color": "#26346b",
        "icons": [
            {"src": "assets/icon-192.png", "sizes": "192x192", "type": "image/png"},
            {"src": "assets/icon-512.png", "sizes": "512x512", "type": "image/png"},
            {"src": "assets/icon-maskable.png", "sizes": "512x512", "type": "image/png", "purpose": "maskable"},
        ],
        "shortcuts": [
            {"name": "Tìm kiếm", "url": f"tim-kiem/{ending}"},
            {"name": "Tải tủ sách về máy", "url": f"tai-ve/{ending}"},
        ],
    }
