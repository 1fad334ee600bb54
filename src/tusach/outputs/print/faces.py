"""The faces of our books, and which letters they draw."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, cast

import fontpkg_be_vietnam_pro
import fontpkg_noto_serif
import typst

from tusach.law.vietnamese import LETTERS

_HERE = resources.files(__package__)
_FOLDERS = [str(Path(package.__file__).parent / "files") for package in (fontpkg_noto_serif, fontpkg_be_vietnam_pro)]
_TIMES = ("Times New Roman", "Liberation Serif", "Tinos")
# The strictest of what our books are: a letter that may not stand in an archive is not drawn either.
_STANDARDS: list[typst.PDFStandard] = ["ua-1", "a-2a"]
# What no letter of an archive may stand for (ISO 19005-2, 6.2.11.7.2); typst says so in some texts alone.
_BARRED = frozenset("\0\ufeff\ufffe")


def fonts(system: bool = False) -> typst.Fonts:
    """The faces of `look.typ`; typst's own stand behind ours for signs such as → and ✓. `system` adds those of this machine."""
    return typst.Fonts(include_system_fonts=system, include_embedded_fonts=True, font_paths=_FOLDERS)


@cache
def official_face() -> str:
    """The first face of this machine with the measures of Times New Roman and every Vietnamese letter; else Noto Serif."""
    system = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    families = {str(name) for name in system.families()}
    text = "#sys.inputs.text *#sys.inputs.text* _#sys.inputs.text _ *_#sys.inputs.text _*"
    return next(
        (name for name in _TIMES if name in families and _sets(LETTERS, f'"{name}"', system, text)), "Noto Serif"
    )


def undrawn(texts: Iterable[str]) -> frozenset[str]:
    """The letters of the texts that no face of a book draws: typst itself is asked."""
    letters = set().union(*texts) - set("\t\n\r ")
    barred, others = _BARRED.intersection(letters), letters.difference(_BARRED)
    return barred if _draws("".join(sorted(others))) else barred.union(one for one in others if not _draws(one))


def is_unseen(letter: str) -> bool:
    """Whether a letter shows nothing: blanks, joiners, marks of direction, what chooses between two looks of a sign."""
    return unicodedata.category(letter) in ("Cc", "Cf", "Zs", "Zl", "Zp") or "\ufe00" <= letter <= "\ufe0f"


@cache
def _draws(letters: str) -> bool:
    return _sets("a".join(["", *letters]), 'faces("Noto Serif")', _ours(), "#sys.inputs.text")


@cache
def _ours() -> typst.Fonts:
    return fonts()


def _sets(letters: str, face: str, among: typst.Fonts, text: str) -> bool:
    source = f'#import "look.typ": faces\n#set document(title: "a")\n#set text(font: {face}, fallback: false)\n{text}'
    try:
        typst.compile(
            cast(Any, source.encode()),
            root=str(_HERE),
            font_paths=among,
            pdf_standards=_STANDARDS,
            sys_inputs={"text": letters},
        )
    except typst.TypstError:
        return False
    return True
