"""The script that reads a page with the browser's own voice; fetched when a reader asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

import rjsmin

from tusach.outputs.assets import by_content


def reading_script() -> Mapping[str, bytes]:
    """The script by its path on the site."""
    code = rjsmin.jsmin(resources.files(__package__).joinpath("aloud.js").read_text(encoding="utf-8")).encode()
    return {by_content("nghe-doc/doc", code, "js"): code}
