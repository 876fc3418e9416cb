"""Labels that name a field within running text: «Срок: май», «Отв.: методисты», «Ожидаемый результат: справка»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from parsers.roadmap.columns_likeness import executor_like, term_like

LABEL = re.compile(
    r"(?<![а-яёА-ЯЁ])(?P<label>"
    r"(?P<term>сроки?(?:\s+(?:исполнения|проведения|реализации|выполнения))?|дата(?:\s+проведения)?)"
    r"|(?P<executor>ответственн(?:ый|ые|ая)(?:\s+(?:исполнител[ьи]|за\s+(?:исполнение|проведение|реализацию|выполнение)))?"
    r"|отв\.?|исполнител[ьи])"
    r"|(?P<result>(?:ожидаемый\s+|планируемый\s+)?результаты?|ожидаемые\s+результаты))"
    r"\s*(?P<mark>[:：]|[–—-](?=\s)|(?<=отв\.)(?=\s+[А-ЯЁA-Z]))\s*",
    re.I,
)
BRACKET = re.compile(r"(?P<head>.*\S)\s*\((?P<inside>[^()]{3,150})\)[\s.;,]*$", re.S)
AGREED = re.compile(r"^по\s+согласованию\b", re.I)  # said of an executor, no term
SURE = 0.6  # likeness of a term, of an executor, in brackets


@dataclass(frozen=True, slots=True)
class Labelled:
    """A text parted at its labels: what stands before the first, and the value of each field."""

    head: str
    values: tuple[tuple[str, str], ...]


def part_labels(text: str, anywhere: bool = True) -> Labelled | None:
    """The text parted at its labels, None where it has none. A dash is a mark only after a term's or executor's label.

    `anywhere`: a label may stand within the text, not only at its beginning.

    >>> part_labels("Семинар для завучей. Срок: март. Отв.: ИМЦ").values
    (('term', 'март'), ('executor', 'ИМЦ'))
    >>> part_labels("Семинар для завучей") is None
    True
    """
    found = [match for match in LABEL.finditer(text) if _is_label(text, match)]
    if not found or (not anywhere and found[0].start() > 0):
        return None
    values = []
    for k, match in enumerate(found):
        end = found[k + 1].start() if k + 1 < len(found) else len(text)
        values.append(
            (_name(match), tidy(text[match.end() : end], closing=text[: match.start()].rstrip().endswith("(")))
        )
    head = re.sub(r"[\s(]+$", "", text[: found[0].start()])
    return Labelled(head.rstrip(" ,;"), tuple(values))


def part_bracket(text: str) -> Labelled | None:
    """The text parted from the term, and the executor behind it, that stand in brackets at its end; None without.

    >>> part_bracket("Провести семинар (март 2022 г., методисты).").values
    (('term', 'март 2022 г.'), ('executor', 'методисты'))
    >>> part_bracket("Провести семинар (выездной)") is None
    True
    >>> part_bracket("Провести рейд, начальник отдела полиции (по согласованию)") is None
    True
    """
    match = BRACKET.match(text)
    if match is None or AGREED.match(match["inside"].strip()):
        return None
    inside = match["inside"].strip()
    for comma in [len(inside), *(found.start() for found in re.finditer(r"[,;]", inside))]:
        term, executor = inside[:comma].strip(), inside[comma + 1 :].strip()
        if term_like(term) >= SURE and (not executor or executor_like(executor) >= SURE):
            rest = (("executor", executor),) if executor else ()
            return Labelled(match["head"].rstrip(), (("term", term), *rest))
    return None


def _is_label(text: str, match: re.Match[str]) -> bool:
    """A label begins a line or a sentence, stands in brackets or after a comma; a dash marks no result."""
    before = text[: match.start()].rstrip()
    if match["mark"] in ("–", "—", "-") and match["result"]:
        return False
    if not before or before[-1] in ".;:()!?»":
        return True
    return match["label"][0].isupper() or before[-1] == ","


def _name(match: re.Match[str]) -> str:
    return next(name for name in ("term", "executor", "result") if match[name])


def tidy(value: str, closing: bool = False) -> str:
    """The value without the marks that only close it.

    >>> tidy("до 15 марта 2022 г.;"), tidy("методисты ИМЦ.")
    ('до 15 марта 2022 г.', 'методисты ИМЦ')
    """
    value = value.strip(" ;,")
    if closing or value.count(")") > value.count("("):
        value = value.rstrip(") .;")
    if value.endswith(".") and not re.search(r"(?:\bгг?|\bт\.?д|\bдр|\bкв|\b[А-ЯЁ])\.$", value):
        value = value[:-1]
    return value.strip(" ;,")
