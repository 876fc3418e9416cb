"""Which text layers are trusted, by which rule."""

from __future__ import annotations

import pytest

from parsers.pdf.textlayer import Facts, judge

GOOD = (
    "План мероприятий по повышению качества образования в школах района разработан методическим центром и утверждён "
    "приказом управления образования для всех участников образовательного процесса"
)
POOR = (
    "Плаи мерооприяткй повыщеняю качсства образоваиия щколах райоиа разработаи мстодичсским цситром утвсрждси "
    "прикаэом управлсния участннков"
)
SPOILT = "Ïëàí ìåðîïðèÿòèé ïî ïîâûøåíèþ êà÷åñòâà îáðàçîâàíèÿ â øêîëàõ ðàéîíà ðàçðàáîòàí ìåòîäè÷åñêèì öåíòðîì äëÿ"
ENGLISH = "This page holds the summary of the project in the English language only for guests"
CODES = "$%&'()* +,-./:; !!##$$ 0KLM &'()+ ZXCVB #%)*, PQRST /:;<= BCDFG *+,-. HJKLM"


def facts(text: str, unmapped: float = 0, invisible: float = 0, images: float = 0) -> Facts:
    words = text.split()
    count = sum(map(len, words))
    return Facts(count, int(unmapped * count), int(invisible * count), images, words)


@pytest.mark.parametrize(
    ("what", "given", "trusted", "rule"),
    [
        ("an empty page", facts(""), True, "empty"),
        ("a scan", facts("", images=0.95), False, "picture-only"),
        ("a scan with a typed page number", facts("3", images=0.95), False, "picture-only"),
        ("print", facts(GOOD), True, "printed"),
        ("print over a picture in the background", facts(GOOD, images=1.0), True, "printed"),
        ("a font without a map", facts(GOOD, unmapped=0.5), False, "unmapped"),
        ("a wrong encoding", facts(SPOILT), False, "mojibake"),
        ("codes of glyphs", facts(CODES), False, "no-writing"),
        ("a good invisible layer", facts(GOOD, invisible=1.0, images=1.0), True, "poor-recognition"),
        ("a bad invisible layer", facts(POOR, invisible=1.0, images=1.0), False, "poor-recognition"),
        ("letters that make no words", facts(POOR), False, "gibberish"),
        ("every third word misread", facts(f"{GOOD} {POOR}"), False, "gibberish"),
        ("Latin text", facts(ENGLISH),
         True, "printed"),
    ],
)  # fmt: skip
def test_judgement(what: str, given: Facts, trusted: bool, rule: str) -> None:
    verdict = judge(given)
    assert (verdict.trusted, verdict.rule) == (trusted, rule), what
