"""A quiz on paper: the questions with boxes to tick, then, at the very end of the book, the answers with their proof."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import html as lxml_html


def answers_last(root: lxml_html.HtmlElement) -> None:
    """Moves every answer into one div behind the last question, numbered as the questions are; options get a box to tick."""
    moved: list[lxml_html.HtmlElement] = []
    for number, section in enumerate(root.cssselect("section.quiz__question"), start=1):
        for options in list(section.cssselect("ul.quiz__options")):
            for item in options.findall("li"):
                _boxed(item)
            options.drop_tag()
        for answer in list(section.cssselect("details.quiz__answer")):
            told = answer.cssselect("p.quiz__right")
            line = lxml_html.Element("p")
            strong = lxml_html.Element("strong")
            strong.text = f"Câu {number}. {told[0].text_content() if told else ''}"
            line.append(strong)
            moved.append(line)
            moved += list(answer.findall("blockquote"))
            answer.drop_tree()
    if moved:
        key = lxml_html.Element("div", {"class": "answers"})
        key.extend(moved)
        root.append(key)


def answer_key(bodies: Sequence[lxml_html.HtmlElement], titles: Sequence[str]) -> Iterator[lxml_html.HtmlElement]:
    """What ends a book of quizzes: takes the answers out of the bodies, those of each under its title when there are several.

    In a book of several quizzes answers behind each would stand before the questions of the next.
    """
    several = len(bodies) > 1
    keys = [(title, key) for body, title in zip(bodies, titles, strict=True) for key in body.cssselect("div.answers")]
    if keys:
        yield lxml_html.Element("div", {"class": "chapter"})
        yield _heading("h1", "Đáp án")
    for title, key in keys:
        if several:
            yield _heading("h2", title)
        key.drop_tree()
        yield from list(key)


def _boxed(item: lxml_html.HtmlElement) -> None:
    holder = item[0] if len(item) and item[0].tag == "p" and not (item.text or "").strip() else item
    box = lxml_html.Element("span", {"class": "tick"})
    box.text, box.tail = "☐", f" {holder.text or ''}"
    holder.text = None
    holder.insert(0, box)
    if holder is item:
        item.tag = "p"
    else:
        item.drop_tag()


def _heading(tag: str, text: str) -> lxml_html.HtmlElement:
    heading = lxml_html.Element(tag)
    heading.text = text
    return heading
