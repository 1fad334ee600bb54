"""The house keeps its floors, its walls and its promises about itself."""

import ast
import re
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet
from tests.conftest import ROOT

from tusach.cli import main

PACKAGE = ROOT / "src/tusach"
FILES = sorted(PACKAGE.rglob("*.py"))
FLOORS = {
    "problem": 1,
    "store": 2,
    "law": 1,
    "shelf": 2,
    "outputs": 3,
    "importing": 3,
    "pulling": 3,
    "mkdocs_plugin": 4,
    "cli": 4,
    "__main__": 5,
}
# Who may touch which package of others; the wall round mkdocs matters most: the day the host changes, one file changes.
WALLS = {
    "mkdocs": {"mkdocs_plugin"},
    "material": set(),
    "jinja2": {"mkdocs_plugin"},
    "lunr": set(),
    "numpy": {"outputs.search"},
    "yaml": {"shelf.frontmatter"},
    "pydantic": {"shelf.fields", "shelf.publication", "shelf.taken", "pulling"},
    "pydantic_core": {"shelf.fields", "shelf.explain"},
    "nh3": {"outputs.html"},
    "lxml": {
        "outputs.html",
        "outputs.linking",
        "outputs.annotate",
        "outputs.dialogue",
        "outputs.elsewhere",
        "outputs.foreign",
        "outputs.search",
        "outputs.machine",
        "outputs.print",
        "outputs.quiz",
        "outputs.deck",
        "outputs.lecture",
        "outputs.share",
        "outputs.channels",
        "importing",
    },
    "click": {"cli", "mkdocs_plugin"},
    "pypandoc": {"outputs.print", "importing"},
    "typst": {"outputs.print", "outputs.channels"},
    "soundfile": {"outputs.channels"},
    "phonenumbers": {"law.personal"},
    "gsm0338": {"shelf.sms"},
    "webvtt": {"shelf.lecture"},
    "segno": {"outputs.print", "outputs.channels"},
    "pikepdf": {"outputs.print"},
    "PIL": {"shelf.pictures", "shelf.attachments", "outputs.channels", "outputs.print"},
    "brotli": {"outputs.hosting"},
    "urllib3": {"pulling"},
}


def room(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found += [f"{node.module}.{alias.name}" for alias in node.names]
    return found


@pytest.mark.parametrize("path", FILES, ids=room)
def test_a_floor_imports_only_lower_floors_and_siblings_never_each_other(path):
    here = room(path)
    for name in imports(path):
        if not name.startswith("tusach."):
            continue
        there = name.removeprefix("tusach.")
        if there in ("__version__",):
            continue
        top, other = here.split(".")[0], there.split(".")[0]
        assert top == other or FLOORS[other] < FLOORS[top], f"{here} imports {there}"
        ways = [
            part.split(".")[1]
            for part in (here, there)
            if re.match(r"outputs\.(dialogue|quiz|search|machine|print|share|offline|hosting|channels)\b", part)
        ]
        assert len(set(ways)) < 2, f"{here} imports {there}"


@pytest.mark.parametrize("path", FILES, ids=room)
def test_walls_round_packages_hold(path):
    for name in imports(path):
        allowed = WALLS.get(name.split(".")[0])
        if allowed is not None:
            assert any(room(path) == place or room(path).startswith(f"{place}.") for place in allowed), name


@pytest.mark.parametrize("path", FILES, ids=room)
def test_rooms_are_small_and_say_what_they_are_for(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    assert ast.get_docstring(tree)
    assert text.count("\n") <= 320
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert node.end_lineno - node.lineno < 60, node.name


def test_the_lowest_reader_of_captions_allowed_knows_what_we_ask_of_it():
    """`WebVTT.from_string(strict=)` came with 0.6.0: with 0.5.1, once allowed, every lecture stopped the build."""
    (declared,) = re.findall(r'"webvtt-py(.*?)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert not SpecifierSet(declared).contains("0.5.1")
    assert SpecifierSet(declared).contains("0.6.0")


def test_no_room_is_called_utils():
    assert not [
        path
        for path in PACKAGE.rglob("*")
        if re.match(r"(utils?|helpers?|base|common|misc)\b", path.stem) and path.suffix == ".py"
    ]


def test_public_names_are_unique():
    names: dict[str, str] = {}
    for path in FILES:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef) and not node.name.startswith("_"):
                assert names.setdefault(node.name, room(path)) == room(path), f"{node.name} in two rooms"


def test_every_command_and_every_script_is_documented():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for name in main.commands:
        assert f"tusach {name}" in readme
    listed = (ROOT / "scripts/README.md").read_text(encoding="utf-8")
    for script in (ROOT / "scripts").iterdir():
        assert script.name == "README.md" or f"`{script.name}`" in listed
    assert "scripts/build" in readme
    assert "scripts/test" in readme


def test_every_kind_is_documented():
    from tusach.shelf.kinds import KINDS

    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8") + (ROOT / "README.md").read_text(encoding="utf-8")
    for kind in KINDS:
        assert f"`{kind.folder}/`" in guide
        assert (PACKAGE / "theme" / kind.template).is_file()


def test_our_text_is_in_one_unicode_form():
    import unicodedata

    for folder in ("src", "content", "handbooks", "outlines", "tests"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in (".py", ".js", ".css", ".html", ".md") and "broken" not in path.parts:
                assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8")), path


def test_the_frame_of_a_page_takes_no_id_that_a_heading_may_have():
    for path in (PACKAGE / "theme").rglob("*.html"):
        for found in re.findall(r'\bid="([^"{]+)', path.read_text(encoding="utf-8")):
            # No slug begins so, see `law.vietnamese.slug`.
            assert found.startswith("_"), f"{path.name}: {found}"


# What Chrome 67 and Safari 12 lack, the oldest browsers promised in CONTRIBUTING: methods, syntax, selectors.
TOO_NEW = re.compile(
    r"\.(?:replaceChildren|replaceAll|at|flat|flatMap|matchAll|toggleAttribute|trimStart|trimEnd|findLast|findLastIndex"
    r"|toSorted|toReversed|toSpliced|requestSubmit|showModal|showPopover|togglePopover|checkVisibility|requestIdleCallback"
    r"|moveBefore|setHTMLUnsafe|hasOwn|fromEntries|groupBy|fromAsync|allSettled|withResolvers|canShare|timeout)\("
    r"|Promise\.any\b|AbortSignal\.|\b(?:structuredClone|queueMicrotask|globalThis|BigInt|WeakRef|ResizeObserver|IntersectionObserver"
    r"|OffscreenCanvas|CompressionStream|CloseWatcher|visualViewport|randomUUID)\b|Intl\.[A-Z](?!ollator|ateTimeFormat|umberFormat)"
    r"|\.inert\b|:has\(|:is\(|:where\(|\?\?|\?\.(?!\d)|\|\|=|&&=|\(\?<|\bimport\s*\(|\bimport\.meta|\bfor await\b|\d_\d"
    r"|^\s*(?:static\s|#\w+)|matchMedia\([^)]*\)\.addEventListener"
)


def page_scripts():
    """Our scripts and the templates with scripts of theirs; reveal.js is another's, and may fail."""
    for path in sorted([*PACKAGE.rglob("*.js"), *PACKAGE.rglob("*.html")]):
        if "reveal" not in path.parts:
            text = path.read_text(encoding="utf-8")
            found = re.findall(r"<script\b[^>]*>(.*?)</script>", text, re.S) if path.suffix == ".html" else [text]
            yield path.relative_to(PACKAGE).as_posix(), "\n".join(found)


def test_scripts_use_nothing_that_old_phones_lack():
    wrong = []
    for name, text in page_scripts():
        code = re.sub(r"/\*.*?\*/|(?m:^\s*//.*$)|\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`", " ", text, flags=re.S)
        selectors = "\n".join(re.findall(r"(?:querySelector(?:All)?|closest|matches)\(([^)]*\)?)", text))
        wrong += [f"{name}: {found}" for part in (code, selectors) for found in TOO_NEW.findall(part)]
    assert wrong == []


@pytest.mark.parametrize(
    "code", ["rows.replaceChildren(a)", "a ?? b", "a?.b", "Object.fromEntries(a)", "list.at(-1)", "x ||= 1"]
)
def test_what_old_phones_lack_is_seen(code):
    assert TOO_NEW.search(code)
