"""The script of the page that composes a question; nothing of it is sent by the site itself."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources

import rjsmin

from tusach.outputs.assets import by_content


def asking_script() -> Mapping[str, bytes]:
    """The script by its path on the site."""
    code = rjsmin.jsmin(resources.files(__package__).joinpath("ask.js").read_text(encoding="utf-8")).encode()
    return {by_content("gui-cau-hoi/hoi", code, "js"): code}
