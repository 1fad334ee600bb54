"""The pictures that stand for a publication where it is shared: 1200x630 and square, drawn by typst with the faces of the books."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from importlib import metadata, resources
from io import BytesIO
from pathlib import Path
from typing import Any

import fontpkg_be_vietnam_pro
import typst
from PIL import Image

from tusach.outputs.assets import THEME
from tusach.store import Store

# Width and height in pixels: https://ogp.me and what Facebook and Zalo show whole; the square for what crops the other.
SIZES: Mapping[str, tuple[int, int]] = {"the-ngang.png": (1200, 630), "the-vuong.png": (1080, 1080)}
# The least that https://help.apple.com/itc/podcasts_connect/#/itcb54353390 takes.
COVER_PIXELS = 1400
_COLOUR = re.compile(r"\.kind-(\w+) \{ --k: (#[0-9a-f]{6})")
# As many as its inks and their edges need; fewer colours make a third of the bytes.
_COLOURS = 32
_FILE = "card.png"
_TEMPLATE = resources.files(__package__) / "card.typ"


@dataclass(frozen=True)
class Card:
    """What a card says: the `kind` whose colour it has, its `label`, `mark`, `title`, `text`, and `foot` lines."""

    kind: str
    label: str
    mark: str
    title: str
    text: str
    foot: tuple[str, ...]


def draw_cards(wanted: Mapping[str, Card], store: Store) -> dict[str, bytes]:
    """The cards of both sizes by their paths on the site; `wanted` by the folder they stand in.

    Cards drawn before with the same words are taken from the store. Nothing is fetched; raises typst.TypstError only
    when the template is broken: letters that the face lacks are drawn by the faces typst brings.
    """
    drawn: dict[str, bytes] = {}
    for folder, card in wanted.items():
        for name, size in SIZES.items():
            key = f"cards/{_fingerprint(card, size)}"
            kept = store.take(key) or store.keep(key, {_FILE: _drawn(card, size)})
            drawn[f"{folder}/{name}"] = (kept / _FILE).read_bytes()
    return drawn


def _fingerprint(card: Card, size: tuple[int, int]) -> str:
    parts = [
        json.dumps(asdict(card), ensure_ascii=False),
        f"{size} {_COLOURS}",
        _TEMPLATE.read_text(encoding="utf-8"),
        _colour(card.kind),
    ]
    parts += [metadata.version(name) for name in ("typst", "fontpkg-be-vietnam-pro", "pillow")]
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]


def _drawn(card: Card, size: tuple[int, int], scale: float = 1.0) -> bytes:
    told = {**asdict(card), "width": size[0], "height": size[1], "colour": _colour(card.kind)}
    told["foot"] = list(card.foot)
    result: Any = _compiler().compile(
        format="png", ppi=72.0 * scale, sys_inputs={"card": json.dumps(told, ensure_ascii=False)}
    )
    return _small(bytes(result))


def _small(png: bytes) -> bytes:
    packed = BytesIO()
    drawn = Image.open(BytesIO(png)).convert("RGB")
    drawn.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(packed, "PNG")
    return packed.getvalue()


@cache
def _compiler() -> Any:
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=True,
        font_paths=[str(Path(fontpkg_be_vietnam_pro.__file__).parent / "files")],
    )
    return typst.Compiler(str(_TEMPLATE), font_paths=fonts)


@cache
def _colour(kind: str) -> str:
    """The colour of a kind, where all pages have it from."""
    css = (THEME / "assets/tusach.css").read_text(encoding="utf-8")
    colours: dict[str, str] = dict(_COLOUR.findall(css))
    return colours.get(kind, "#26346b")


def draw_cover(card: Card) -> bytes:
    """The square card as large as programs for podcasts ask for."""
    return _drawn(card, SIZES["the-vuong.png"], COVER_PIXELS / SIZES["the-vuong.png"][0])
