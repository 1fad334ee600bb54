"""The style sheet and the script of every page, small and under names that hold their content's hash."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import rcssmin
import rjsmin

THEME = Path(__file__).parents[1] / "theme"


def page_assets(base_css: str, page_script: str) -> Mapping[str, bytes]:
    """The files by their path on the site, one `.css` and one `.js`.

    `base_css` is the host theme's style sheet: it goes into a cascade layer of its own, so that ours decides without
    outshouting it. `page_script` joins the theme's own script.
    """
    base = base_css.removeprefix('@charset "UTF-8";').split("/*# source")[0]
    css = rcssmin.cssmin((THEME / "assets/tusach.css").read_text(encoding="utf-8"))
    script = rjsmin.jsmin(f"{page_script}\n{(THEME / 'assets/tusach.js').read_text(encoding='utf-8')}")
    return {
        f"assets/tusach-{hashlib.sha256(data).hexdigest()[:10]}.{ending}": data
        for ending, data in (("css", f"@layer material{{{base}}}{css}".encode()), ("js", script.encode()))
    }
