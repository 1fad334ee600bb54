"""The scripts of the search: a small one for every page, the rest fetched when a reader first turns to a search box."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

import rjsmin

from tusach.outputs.assets import by_content
from tusach.outputs.search.asking import WORDS

_ENGINE = (
    "marks.js",
    "shards.js",
    "mend.js",
    "engine.js",
    "asking.js",
    "hits.js",
    "cite.js",
    "box.js",
    "results.js",
)
_ARRIVAL = ("marks.js", "arrival.js")


def _source(name: str) -> str:
    return resources.files(__package__).joinpath(name).read_text(encoding="utf-8")


README = _source("format.txt")


def search_scripts() -> Mapping[str, bytes]:
    """The scripts fetched later, by their path on the site; names hold their content's hash, so browsers may keep them."""
    bundles = {name: _small(*sources) for name, sources in (("engine", _ENGINE), ("arrival", _ARRIVAL))}
    return {by_content(f"search/{name}", code, "js"): code for name, code in bundles.items()}


def page_script() -> str:
    """The script every page carries: the folding that lists are filtered by, and what fetches the others by name."""
    names = {path.split("/")[1].split("-")[0]: path.removeprefix("search/") for path in search_scripts()}
    boot = _source("vietnamese.js") + _source("boot.js")
    return boot.replace("ENGINE_FILE", names["engine"]).replace("ARRIVAL_FILE", names["arrival"])


def lunr_script(lunr_js: str) -> bytes:
    """lunr.js with what assembles a `lunr.Index` from shards, for other programs and for tests."""
    return f"{lunr_js}\n".encode() + _small("lunr-index.js")


def _small(*names: str) -> bytes:
    code: str = rjsmin.jsmin("\n".join(map(_source, names))).replace('"WORDS_OF_ASKING"', _json(WORDS))
    return code.encode()


@dataclass(frozen=True)
class Data:
    """A file of data: its `name` is its kind and `letters` that its content decides, and that any file system tells apart."""

    kind: str
    letters: str
    content: bytes

    @property
    def name(self) -> str:
        """The name under which it is taken, and that of its file."""
        return f"{self.kind}-{self.letters}"


def data_of(kind: str, data: Any) -> Data:
    """A file of data of that kind."""
    text = _json(data)
    letters = base64.b32encode(hashlib.sha256(text.encode()).digest()[:5]).decode().lower()
    return Data(kind, letters, _call(f"{kind}-{letters}", text))


def script_of(name: str, data: Any) -> bytes:
    """A file of data: a call that hands it to the search under its name."""
    return _call(name, _json(data))


def _call(name: str, text: str) -> bytes:
    return f'tusachSearch.take("{name}",{text})'.encode()


def _json(data: Any) -> str:
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    # U+2028 and U+2029 end a line in old JavaScript engines even inside a string.
    return text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
