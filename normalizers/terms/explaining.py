"""How a text is read, token by token: for the analyst who wonders."""

from __future__ import annotations

from normalizers.terms.dating import Years
from normalizers.terms.reading import Term, parse, read_terms

KIND_NAMES = {
    "interval": "отрезок календаря", "deadline": "крайний срок", "recurring": "повторяется", "continuous": "постоянно",
    "conditional": "по условию", "unspecified": "срок не указан",
}  # fmt: skip
FREQUENCY_NAMES = {
    "yearly": "раз в год", "half-yearly": "раз в полугодие", "quarterly": "раз в квартал", "monthly": "раз в месяц",
    "weekly": "раз в неделю", "daily": "раз в день",
}  # fmt: skip
SOURCES = {
    "cell": "из ячейки",
    "section": "из заголовка раздела",
    "period": "из периода плана",
    "act": "из даты приказа",
}


def explain(text: str, years: Years | None = None) -> str:
    """A Russian account of the reading: each word with its class, each component with its deciding rule.

    >>> print(explain("до 15 сентября 2021 г."))
    Текст: «до 15 сентября 2021 г.»
    Слова:
      до          DO
      15          NUM = 15
      сентября    MONTH = 9
      2021        YEAR = 2021
      г           GOD
    Составляющие:
      1. «до 15 сентября 2021 г.»: крайний срок; правило «deadline: day and month»
         месяцы: 9; по 2021-09-15; год из ячейки
         EDTF: ../2021-09-15; уверенность 1.00
    """
    reading = read_terms(text, years)
    lines = [f"Текст: «{' '.join(text.split())}»", "Слова:"]
    for token in parse(text).tokens:
        value = "" if token.value is None else f" = {token.value}"
        mended = " (исправлена опечатка)" if token.mended else ""
        lines.append(f"  {' '.join(token.text.split()):<11} {token.kind}{value}{mended}")
    lines.append("Составляющие:")
    for number, term in enumerate(reading.components, 1):
        lines.extend(_component(number, term))
    if reading.leftovers:
        lines.append("Не прочитано: " + "; ".join(f"«{words}»" for words in reading.leftovers))
    return "\n".join(lines)


def _component(number: int, term: Term) -> list[str]:
    lines = [f"  {number}. «{term.text}»: {KIND_NAMES[term.kind]}; правило «{term.rule}»"]
    facts = []
    if term.months:
        facts.append("месяцы: " + ", ".join(str(month) for month in term.months))
    if term.start:
        facts.append(f"с {term.start}")
    if term.end:
        facts.append(f"по {term.end}")
    if term.year_source:
        facts.append(f"год {SOURCES[term.year_source]}")
    if term.freq:
        times = f" × {term.times}" if term.times != 1 else ""
        facts.append(f"частота: {FREQUENCY_NAMES[term.freq]}{times}")
    if term.condition:
        facts.append(f"условие: «{term.condition}»")
    if facts:
        lines.append("     " + "; ".join(facts))
    derived = [f"RRULE: {term.rrule}"] if term.rrule else []
    derived += [f"EDTF: {term.edtf}"] if term.edtf else []
    derived += ["даты можно понять по-разному"] if term.ambiguous else []
    lines.append("     " + "; ".join([*derived, f"уверенность {term.confidence:.2f}"]))
    return lines
