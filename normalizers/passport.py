"""A plan's passport: region, municipality, level, approving act, period, each from the most trusted source that tells.

The sources in the order of trust: what the analyst states beside the file, the title, the approval block, the preamble,
the executors, the file's path. Two candidates of equal weight in one source are no answer but a doubt.
"""

from __future__ import annotations

import contextlib
import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from normalizers.acts import Act, find_act
from normalizers.levels import find_level
from normalizers.municipalities import city_of, find_municipalities, region_of
from normalizers.period import Period, find_period, union
from normalizers.regions import find_regions, regions
from normalizers.terms import Years

APPROVAL_WORDS = re.compile(r"приложени\w* .{0,12}к |утвержд|согласован|^\s*приказ\b|директор|начальник", re.IGNORECASE)
ORDER_HEAD = re.compile(r"^\s*(?:п\s*р\s*и\s*к\s*а\s*з|постановление|распоряжение)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A fact that could not be decided: a stable code, a Russian sentence, the text at stake."""

    code: str
    message: str
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Passport:
    """The facts of a plan; None where the document does not tell. `sources` names where each came from."""

    level: str | None = None
    region_code: str | None = None
    region_name: str | None = None
    municipality: str | None = None
    act_number: str | None = None
    act_date: datetime.date | None = None
    act_kind: str | None = None
    act_body: str | None = None
    period_start: int | None = None
    period_end: int | None = None
    period_school: bool = False
    period_stated: bool = False
    sources: tuple[tuple[str, str], ...] = ()
    doubts: tuple[Doubt, ...] = ()

    @property
    def years(self) -> Years | None:
        """The plan's one calendar or school year, for terms that name none; None where it covers more or is guessed."""
        if self.period_start is None or self.period_end is None or not self.period_stated:
            return None
        if self.period_school or self.period_start == self.period_end:
            return Years(self.period_start, self.period_end, self.period_school, "period")
        return None


def read_passport(*, title: str | None, front: Sequence[str] = (), after: Sequence[str] = (),
                  executors: Sequence[str] = (), actions: Sequence[str] = (), terms: Sequence[str] = (),
                  results: Sequence[str] = (), headings: Sequence[str] = (), source_path: str = "",
                  stated: Mapping[str, object] | None = None) -> Passport:
    """The passport of a plan from its texts: `front` stands before the first row, `after` behind the last one.

    >>> passport = read_passport(title="Муниципальная дорожная карта школ Сернурского муниципального района")
    >>> passport.level, passport.municipality, passport.region_code
    ('municipal', 'Сернурский муниципальный район', 'RU-ME')
    """
    approval, preamble = _front(front, title)
    sources: dict[str, Sequence[str]] = {
        "title": [title or ""], "approval": approval, "preamble": preamble, "executors": executors, "after": after,
        "path": [re.sub(r"[_/]", " ", source_path)],
    }
    doubts: list[Doubt] = []
    region, region_source = _decide(sources, _regions, "region-ambiguous", "регионов", doubts)
    municipality, municipality_source = _decide(sources, _municipalities, "municipality-ambiguous",
                                                "муниципалитетов", doubts)
    if municipality and municipality_source not in ("title", "approval"):
        municipality = city_of(municipality) or municipality
    if region is None and not doubts and municipality:
        region, region_source = region_of(municipality), "municipality"
    titled = municipality if municipality_source == "title" else None
    level, level_source = find_level(title, approval, executors, titled)
    if level == "regional":
        municipality, municipality_source = None, None
    act = find_act(front)
    period, period_source = _period(title, headings, terms, [*preamble, *results, *actions], _below_title(front, title))
    found = Passport(
        level, region, regions()[region].name if region else None, municipality,
        *_act_facts(act), period.first if period else None, period.last if period else None,
        bool(period and period.school), period_source in ("title", "headings"),
        tuple((name, source) for name, source in (
            ("region", region_source if region else None), ("municipality", municipality_source),
            ("level", level_source), ("act", "approval" if act else None), ("period", period_source)) if source),
        tuple(doubts),
    )
    return _overridden(found, stated or {})


def _act_facts(act: Act | None) -> tuple[str | None, datetime.date | None, str | None, str | None]:
    return (act.number, act.date, act.kind, act.body) if act else (None, None, None, None)


def _front(front: Sequence[str], title: str | None) -> tuple[list[str], list[str]]:
    """The front texts parted into approval block and preamble; the title itself belongs to neither."""
    approval, preamble = [], []
    reach = next((k for k, text in enumerate(front[:6]) if ORDER_HEAD.match(text)), 0)  # the letterhead above an order
    for text in front:
        if title and text and text in title:
            continue
        if APPROVAL_WORDS.search(text) and len(text) < 400:
            reach = 6
        if reach and len(text) < 250:
            approval.append(text)
            reach -= 1
        else:
            reach = 0
            preamble.append(text)
    return approval, preamble


def _regions(text: str) -> Counter[str]:
    codes = Counter({code: 3 for code in re.findall(r"(?<![\w-])((?:RU|UA)-[A-Z0-9]{2,3})(?![\w-])", text)
                     if code in regions()})
    return codes or find_regions(text)


def _municipalities(text: str) -> Counter[str]:
    """The municipalities that a text names, without the town whose district it names too: «г. Ейска, Ейский район»."""
    found = find_municipalities(text)
    return Counter({name: weight for name, weight in found.items() if not _within_another(name, found)})


def _within_another(name: str, found: Iterable[str]) -> bool:
    """A town beside the district that has its name."""
    stem = name.removeprefix("город ").removesuffix("ск").rstrip("аьий")
    return name.startswith("город ") and any(other.startswith(stem) and "район" in other for other in found)


def _decide(sources: Mapping[str, Sequence[str]], find: Callable[[str], Counter[str]], code: str, what: str,
            doubts: list[Doubt]) -> tuple[str | None, str | None]:
    """The first source that names anything decides; in it the one candidate with more weight than any other."""
    for source, texts in sources.items():
        weights: Counter[str] = Counter()
        for text in texts:
            weights.update(find(text))
        ranked = weights.most_common(2)
        if len(ranked) == 2 and ranked[0][1] == ranked[1][1]:
            names = ", ".join(name for name, weight in weights.items() if weight == ranked[0][1])
            doubts.append(Doubt(code, f"Названо несколько {what} с равным весом, выбор не сделан. "
                                      "Укажите нужное в файле сведений рядом с документом.", names))
            return None, None
        if ranked:
            return ranked[0][0], source
    return None, None


def _below_title(front: Sequence[str], title: str | None) -> str | None:
    """The line below the title where it says for which years and nothing else: «2024 год»."""
    last = max((k for k, text in enumerate(front) if title and text and text in title), default=len(front))
    line = next(iter(front[last + 1:last + 2]), "")
    return line if YEARS_ONLY.fullmatch(line) else None


def _period(title: str | None, headings: Iterable[str], terms: Iterable[str],
            body: Iterable[str], below: str | None) -> tuple[Period | None, str | None]:
    """The years that the plan covers, from title, headings, the line `below` the title, terms, in this order; at last
    from «на 2021-2024 годы» within its texts, where all such phrases agree."""
    if title and (period := find_period(title)):
        return period, "title"
    if period := union(dict.fromkeys(headings)):
        return period, "headings"
    if below and (period := find_period(below)):
        return period, "title"
    if period := union(dict.fromkeys(terms), dates=True):
        return period, "terms"
    named = {period for text in body for match in re.finditer(r"на\s+(?:период\s+)?20\d\d.{0,14}год", text)
             if (period := find_period(match[0]))}
    return (named.pop(), "body") if len(named) == 1 else (None, None)


YEARS_ONLY = re.compile(r"\W*(?:20\d\d\s*[-–—/]\s*)?(?:20)?\d\d\s*(?:уч\w*\.?\s*)?(?:г\.|год[ыа]?)\W*", re.I)
STATED = {"level": str, "region_code": str, "municipality": str, "act_number": str, "act_date": datetime.date,
          "period_start": int, "period_end": int, "period_school": bool}
LEVELS = ("regional", "municipal", "school")
DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")


def _stated_value(name: str, value: object) -> object | None:
    """A stated fact as the passport holds it, or None where it is none; a date may be ISO 8601 or 29.03.2021."""
    if STATED.get(name) is datetime.date and isinstance(value, str):
        with contextlib.suppress(ValueError):
            day_first = DAY_FIRST.fullmatch(value)
            day = day_first and "{2}-{1:0>2}-{0:0>2}".format(*day_first.groups())
            return datetime.date.fromisoformat(day or value)
        return None
    if name == "act_number" and isinstance(value, int):
        return str(value)
    among = {"region_code": regions(), "level": LEVELS}.get(name, (value,))
    return value if isinstance(value, STATED.get(name, ())) and value in among else None


def _overridden(found: Passport, stated: Mapping[str, object]) -> Passport:
    """The passport with what the analyst states put over what was found; a wrong fact is a doubt, not a crash."""
    facts: dict[str, object] = {}
    doubts = list(found.doubts)
    for name, value in stated.items():
        fact = _stated_value(name, value)
        if fact is not None:
            facts[name] = fact
            doubts = [doubt for doubt in doubts if not doubt.code.startswith(name.partition("_")[0])]
        else:
            doubts.append(Doubt("sidecar-unknown", f"В файле сведений непонятное поле или значение: {name}. "
                                                   f"Известны: {', '.join(STATED)}.", str(value)))
    if "region_code" in facts:
        facts["region_name"] = regions()[str(facts["region_code"])].name
    if "period_start" in facts or "period_end" in facts:
        facts["period_stated"] = True
    sources = dict(found.sources) | {name.partition("_")[0]: "stated" for name in facts}
    return replace(found, **facts, sources=tuple(sources.items()), doubts=tuple(doubts))  # type: ignore[arg-type]
