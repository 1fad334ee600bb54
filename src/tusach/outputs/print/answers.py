"""A quiz on paper: the questions with boxes to tick, then, on a page of its own, the answers with their proof."""

from __future__ import annotations

from lxml import html as lxml_html


def answers_last(root: lxml_html.HtmlElement) -> None:
    """Moves every answer behind the last question, numbered as the questions are."""
    moved: list[lxml_html.HtmlElement] = []
    for number, section in enumerate(root.cssselect("section.quiz__question"), start=1):
        for options in list(section.cssselect("ul.quiz__options")):
            for item in options.findall("li"):
                item.tag = "p"
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
        root.append(lxml_html.Element("div", {"class": "chapter"}))
        heading = lxml_html.Element("h2")
        heading.text = "Đáp án"
        root.append(heading)
        root.extend(moved)
