"""From the lists and quotations of a quiz to questions, lettered options and folded answers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from importlib import resources

import rjsmin
from lxml import html as lxml_html

from tusach.outputs.assets import by_content
from tusach.outputs.html import sections

_MARK = re.compile(r"\s*\[([ xX])\]\s*")


def playing_script() -> Mapping[str, bytes]:
    """The script of quizzes, by its path on the site."""
    source = resources.files(__package__).joinpath("quiz.js").read_text(encoding="utf-8")
    code = rjsmin.jsmin(source).encode()
    return {by_content("thi-tim-hieu/choi", code, "js"): code}


def quiz_shaped(html: str) -> str:
    """Each question a section with lettered options; its answer and the proof folded below, so that it can be read without scripts."""
    root = lxml_html.fragment_fromstring(sections(html), create_parent="div")
    for section in root.findall("section"):
        section.set("class", "part quiz__question")
        _proofs_out_of_options(section)
        letters = [letter for options in section.findall("ul") for letter in _lettered(options)]
        if letters:
            _folded(section, letters)
    inner = str(lxml_html.tostring(root, encoding="unicode"))
    return inner.removeprefix("<div>").removesuffix("</div>")


def _proofs_out_of_options(section: lxml_html.HtmlElement) -> None:
    """Without a blank line before it, Markdown takes the proof for a part of the last option."""
    for options in section.findall("ul"):
        for quotation in reversed(options.findall(".//blockquote")):
            options.addnext(quotation)


def _lettered(options: lxml_html.HtmlElement) -> list[str]:
    """Puts letters before the options; gives those of the right ones."""
    right: list[str] = []
    for item, letter in zip(options.findall("li"), "ABCDEFGHIJ", strict=False):
        holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
        match = _MARK.match(holder.text or "")
        if match is None:
            continue
        if match[1] != " ":
            right.append(letter)
        sign = lxml_html.Element("span", {"class": "quiz__letter"})
        sign.text, sign.tail = f"{letter}.", f" {(holder.text or '')[match.end() :]}"
        holder.text = None
        holder.insert(0, sign)
        options.set("class", "quiz__options")
    return right


def _folded(section: lxml_html.HtmlElement, letters: list[str]) -> None:
    answer = lxml_html.Element("details", {"class": "quiz__answer", "data-right": " ".join(letters)})
    summary = lxml_html.Element("summary")
    summary.text = "Xem đáp án"
    told = lxml_html.Element("p", {"class": "quiz__right"})
    told.text = f"Đáp án: {', '.join(letters)}"
    answer.extend([summary, told])
    for quotation in section.xpath("./ul[contains(@class, 'quiz__options')]/following-sibling::blockquote"):
        answer.append(quotation)
    section.append(answer)
