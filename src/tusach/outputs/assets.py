"""The style sheet and the script of every page, small and under names that hold their content's hash."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

import rcssmin
import rjsmin
import tinycss2
from tinycss2.ast import AtRule, Node, QualifiedRule

from tusach.outputs.heights import heights_css

# Parts of the host theme that our templates do not have.
_UNUSED = re.compile(
    r"\.md-(?:annotation|author|banner|clipboard|code|consent|copyright|dialog|ellipsis|feedback|footer|header|hero|icon"
    r"|logo|message|meta|nav|option|draft|pin|overlay|path|pagination|post|profile|progress|result|search|select|sidebar|social"
    r"|source|status|tabs?|tag|toggle|tooltip2?|top|version)(?![a-z])"
    r"|\.(?:giscus|mermaid|tabbed|highlight|linenos|lightgallery|glightbox|grid|critic|task-list|keys|twemoji|emojione"
    r"|gemoji|arithmatex|katex|mjx|doc-|annotate|result)|\[data-md-(?:component|toggle|color|state|scroll)|\.js |\[dir=rtl\]|^:root>\*"
)
THEME = Path(__file__).parents[1] / "theme"


def by_content(stem: str, data: bytes, ending: str) -> str:
    """The path of a file that browsers may keep for ever: its name holds ten digits of its content's SHA-256."""
    return f"{stem}-{hashlib.sha256(data).hexdigest()[:10]}.{ending}"


def page_assets(base_css: str, page_script: str) -> Mapping[str, bytes]:
    """The files by their path on the site, one `.css` and one `.js`.

    `base_css` is the host theme's style sheet: it goes into a cascade layer of its own, so that ours decides without
    outshouting it. `page_script` joins the theme's own scripts.
    """
    css = rcssmin.cssmin((THEME / "assets/tusach.css").read_text(encoding="utf-8"))
    own = ((THEME / "assets" / name).read_text(encoding="utf-8") for name in ("tusach.js", "preview.js"))
    script = rjsmin.jsmin("\n".join([page_script, *own]))
    return {
        by_content("assets/tusach", data, ending): data
        for ending, data in (
            ("css", f"@layer material{{{used_rules(base_css)}}}{css}{heights_css()}".encode()),
            ("js", script.encode()),
        )
    }


def used_rules(css: str) -> str:
    """The style sheet without comments, without `@charset`, and without rules that only speak of parts not in use."""
    rules = tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)
    return "".join(_kept(rule) for rule in rules)


def _kept(rule: Node) -> str:
    if isinstance(rule, AtRule):
        if rule.at_keyword == "charset":
            return ""
        if rule.at_keyword in ("media", "supports") and rule.content is not None:
            inner = "".join(_kept(part) for part in tinycss2.parse_rule_list(rule.content, skip_whitespace=True))
            return f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude).strip()}{{{inner}}}" if inner else ""
    if isinstance(rule, QualifiedRule):
        selectors = tinycss2.serialize(rule.prelude).split(",")
        icons = selectors == [":root"] and "-icon" in tinycss2.serialize(rule.content)
        if icons or all(_UNUSED.search(selector) for selector in selectors):
            return ""
    return str(rule.serialize())
