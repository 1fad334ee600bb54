"""What MkDocs is given to draw pages with: our theme before Material's, and the Markdown of our pages."""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import Any

from mkdocs import contrib
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

from tusach.law.vietnamese import heading_slug
from tusach.outputs.aloud import reading_script
from tusach.outputs.ask import asking_script
from tusach.outputs.assets import THEME, page_assets
from tusach.outputs.embed import choosing_script
from tusach.outputs.installed import keeping_script, visit_script
from tusach.outputs.quiz import playing_script
from tusach.outputs.search import page_script, search_scripts
from tusach.shelf.publication import Leaf, Publication

_EXTENSIONS: dict[str, dict[str, Any]] = {
    "toc": {
        "slugify": heading_slug,
        "permalink": "#",
        "permalink_title": "Liên kết tới mục này",
        "toc_depth": "2-6",
    },
    "tables": {"use_align_attribute": True},
    "footnotes": {"BACKLINK_TITLE": "Về lại chỗ đang đọc, chú thích {}"},
    "attr_list": {},
    "def_list": {},
    "abbr": {},
    "admonition": {},
    "sane_lists": {},
    "md_in_html": {},
    "pymdownx.details": {},
}


def add_extensions(config: MkDocsConfig) -> None:
    """Turn on the Markdown that our pages are written in; what the bookcase set itself comes first."""
    for name, defaults in _EXTENSIONS.items():
        if name not in config.markdown_extensions:
            config.markdown_extensions.append(name)
        config.mdx_configs[name] = {**defaults, **(config.mdx_configs.get(name) or {})}


def themed(chosen: Theme) -> Theme:
    """Material with our templates before its own; a bookcase's `custom_dir` still comes first."""
    options = chosen.items() if chosen.name == "material" else ()
    own = {key: value for key, value in options if key not in ("name", "locale")} | {"language": "vi", "font": False}
    theme = Theme(name="material", custom_dir=chosen.custom_dir, static_templates=("404.html",), **own)
    theme.dirs.insert(1 if chosen.custom_dir else 0, str(THEME))
    return theme


def template(leaf: Leaf, owner: Publication | None) -> str:
    """The template that shows a page."""
    if owner is None:
        return "page.html" if leaf.address else "home.html"
    return owner.kind.template if leaf is owner else "chapter.html"


def styles_and_scripts(theme: Theme) -> dict[str, bytes]:
    """The style sheet and the scripts of our pages, by their path on the site."""
    assets = page_assets(_base_css(theme), page_script() + visit_script())
    return {
        **assets,
        **search_scripts(),
        **keeping_script(),
        **choosing_script(),
        **playing_script(),
        **reading_script(),
        **asking_script(),
    }


def _base_css(theme: Theme) -> str:
    found = (path for folder in theme.dirs for path in Path(folder).glob("assets/stylesheets/main.*.min.css"))
    return next(found).read_text(encoding="utf-8")


def lunr_js() -> str:
    """The search library that MkDocs brings along."""
    return resources.files(contrib).joinpath("search/templates/search/lunr.js").read_text(encoding="utf-8")
