"""An executor cell → mentions with canonical labels: split, write out, name, look up."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process

from normalizers.abbreviations import Glossary
from normalizers.executors.expansion import Expansion, expand
from normalizers.executors.grammar import Opening, opening
from normalizers.executors.labels import make_label
from normalizers.executors.legal_forms import flatten, form_level
from normalizers.executors.levels import level_of
from normalizers.executors.lexicon import head_noun, word_list
from normalizers.executors.mentions import Mention
from normalizers.executors.registry import KINDS, Entry, Registry, slug
from normalizers.executors.splitting import split
from normalizers.morphology import parses
from normalizers.phrases import nouns
from normalizers.text import fold_spaces, hyphen_between, mend_lookalikes

DECIDED = 0.92  # a fuzzy match below this is a suggestion, never a decision
TRAINING = re.compile(r"ИРО|ИПК|ИРР|ЦНППМ")
SCHOOL_STAFF = re.compile(r"\bзам\w*\.?\s?дир|\bкл(?:асс\w*|\.)\s?рук|\bзавуч|\bУВР\b", re.IGNORECASE)
BROKEN = re.compile("([А-Яа-яЁё]+)[-\u00ad\u0002\ufffe]\n\\s*([а-яё]+)")
SCORES = {"exact": 1.0, "definition": 0.97, "abbreviation": 0.95}


@dataclass(frozen=True, slots=True)
class Executor:
    """One executor of a cell: the mention as printed and what it stands for (docs: dataset, table executors).

    `label` (and `executor_id`) is None for a bare person whose post the document does not give. `rule` names what
    decided: how the mention was split off, and what told its level.
    """

    text: str
    executor_id: str | None
    label: str | None
    kind: str
    level: str
    person: str | None
    method: str
    score: float
    rule: str


def read_executors(
    text: str,
    *,
    glossary: Glossary | None = None,
    registry: Registry | None = None,
    plan_level: str | None = None,
    posts: Mapping[str, Sequence[str]] | None = None,
) -> tuple[Executor, ...]:
    """The executors that a cell names, in order, each role or organisation once.

    `text` may hold the cell's line breaks (they help) or not. `plan_level` is the plan's own (regional, municipal,
    school); `posts` gives the posts of a person («Иванова А.А.») that the document names elsewhere, the best first.

    >>> for e in read_executors("Зам. директора по УВР, руководители РМО"):
    ...     print(e.label, "@", e.level)
    заместитель директора по учебно-воспитательной работе @ school
    руководитель районного методического объединения @ municipal
    """
    text = BROKEN.sub(lambda m: m[1] + hyphen_between(m[1], m[2]) + m[2], mend_lookalikes(text))
    registry = registry or Registry.load()
    if plan_level is None and SCHOOL_STAFF.search(text):
        plan_level = "school"
    found: dict[str, Executor] = {}
    for mention in split(glossary.glued(text) if glossary else text):
        for executor in _executors(mention, text, glossary, registry, plan_level, posts or {}):
            key = executor.label or f"person {executor.person}"
            found.setdefault(key.replace("ё", "е"), executor)
    return tuple(found.values())


def _executors(
    mention: Mention,
    text: str,
    glossary: Glossary | None,
    registry: Registry,
    plan_level: str | None,
    posts: Mapping[str, Sequence[str]],
) -> list[Executor]:
    printed = fold_spaces(text[mention.start : mention.end])
    if printed.count("(") > printed.count(")") and text[mention.end : mention.end + 1] == ")":
        printed += ")"
    if not mention.tokens:
        return [_bare_person(person, glossary, registry, plan_level, posts) for person in mention.persons]
    expansion = expand(flatten(mention.tokens), glossary, plan_level)
    if len(expansion.words) == 1 and _small(expansion.words[0]):
        return []
    if not expansion.words or not re.search(r"[А-Яа-яA-Za-z]{2}", " ".join(expansion.words)):
        return []
    first = mention.persons[0] if mention.persons else None
    if first is not None and _of_another(mention, _posts_of(first, posts)):
        role = _named(printed, expansion, mention, glossary, registry, plan_level, None)
        return [*(_bare_person(person, glossary, registry, plan_level, posts) for person in mention.persons), role]
    others = [_bare_person(person, glossary, registry, plan_level, posts) for person in mention.persons[1:]]
    return [_named(printed, expansion, mention, glossary, registry, plan_level, first), *others]


def _small(word: str) -> bool:
    """A word that names nobody by itself: «все», «постоянно»."""
    found = parses(word)[:1]
    return any(
        p.known and (p.pos in ("ADVB", "NPRO", "PRCL", "CONJ", "PREP", "COMP") or "Apro" in p.grammemes) for p in found
    )


def _posts_of(person: str, posts: Mapping[str, Sequence[str]]) -> Sequence[str]:
    return next((posts[name] for name in posts if same_person(name, person)), ())


def _of_another(mention: Mention, posts: Sequence[str]) -> bool:
    """«Иванова А.А., руководитель музея» where the document calls her a teacher: the role beside her is another's."""
    if mention.rule != "person-role":
        return False
    own = [opening(first[0].tokens, 0).lemma for first in map(split, posts) if first]
    return bool(own) and opening(mention.tokens, 0).lemma not in own


def _bare_person(
    person: str,
    glossary: Glossary | None,
    registry: Registry,
    plan_level: str | None,
    posts: Mapping[str, Sequence[str]],
) -> Executor:
    """A person without a post beside the name: the post that the document gives elsewhere, else no label."""
    for post in _posts_of(person, posts)[:1]:
        if plan_level == "school" and re.match(r"директор\b", post, re.IGNORECASE):
            post = "директор"  # «Директор МБОУ СОШ № 5»: of the plan's own school
        found = read_executors(post, glossary=glossary, registry=registry, plan_level=plan_level)
        if found:
            one = found[0]
            return Executor(person, one.executor_id, one.label, one.kind, one.level, person, "definition", 0.9, "post")
    return Executor(person, None, None, "other", plan_level or "other", person, "derived", 0.0, "bare-person")


def same_person(one: str, other: str) -> bool:
    """Whether two printed names are one person's, in any case and order of initials.

    >>> same_person("Иванова А.А.", "А. А. Ивановой"), same_person("Иванова А.А.", "Иванова Б.А.")
    (True, False)
    """

    def parts(name: str) -> tuple[str, str]:
        words = re.findall(r"[А-ЯЁ][а-яё]+", name)
        initials = "".join(re.findall(r"[А-ЯЁ](?=\s?\.)", name)) or "".join(word[0] for word in words[1:])
        return (words[0] if words else "").lower(), initials

    (first, initials), (second, others) = parts(one), parts(other)
    stem = max(3, min(len(first), len(second)) - 3)
    return first[:stem] == second[:stem] and initials[:2] == others[:2]


def _named(
    printed: str,
    expansion: Expansion,
    mention: Mention,
    glossary: Glossary | None,
    registry: Registry,
    plan_level: str | None,
    person: str | None,
) -> Executor:
    label = make_label(expansion.words)
    sense = next((s for s in expansion.senses if s.level), None)
    sense_level = sense.level if sense else None if label.head else form_level(mention.tokens)
    level, why = level_of(label, plan_level, glossary.curator_level if glossary else None, sense_level)
    if label.head is not None and label.head.kind != "other" and form_level(mention.tokens) == "federal":
        level, why = "federal", "form"
    if (level, why) == ("municipal", "head") and form_level(mention.tokens) == "regional":
        level, why = "regional", "form"  # «ОГБУ «Центр …»»
    if level == "other" and label.lemma == "университет" and form_level(mention.tokens) == "regional":
        level, why = "regional", "form"
    text = label.text
    if text == "директор" and plan_level == "school":
        text = "директор школы"
    entry, method, score = _look_up(text, printed, expansion, registry)
    if entry is not None:
        level = level if entry.level == "plan" or why == "appointed" else _formed(entry.level, entry.kind, mention)
        rule = f"{mention.rule} registry"
        return Executor(printed, entry.id, entry.label, entry.kind, level, person, method, score, rule)
    kind = label.head.kind if label.head else sense.kind if sense and sense.kind in KINDS else "other"
    if any(TRAINING.search(short) for short in expansion.unknown) and label.head is None:
        kind, level, why = "methodological-service", "regional", "abbreviation"
    known = 0.3 + 0.2 * (label.head is not None) - 0.2 * bool(expansion.unknown)
    score = 0.9 if method in ("definition", "abbreviation") and not expansion.unknown else max(known, 0.1)
    return Executor(printed, slug(text), text, kind, level, person, method, score, f"{mention.rule} {why}")


def _formed(level: str, kind: str, mention: Mention) -> str:
    """A centre of a municipal legal form is municipal: «МКУ «ЦОКО»»."""
    local = level == "regional" and kind in ("assessment-centre", "methodological-service")
    return "municipal" if local and form_level(mention.tokens) == "municipal" else level


def _look_up(text: str, printed: str, expansion: Expansion, registry: Registry) -> tuple[Entry | None, str, float]:
    """The registry's entry for a label, the method that found it, and how sure it is."""
    entry = registry.find(text)
    if entry is not None:
        method = expansion.source or "exact"
        return entry, method, SCORES[method]
    entry = registry.find(printed) if expansion.source != "definition" else None
    if entry is not None:
        return entry, "exact", 1.0
    if len(text) >= 10 and expansion.source != "definition":
        near, score = registry.nearest_spelling(text)
        if near is not None and score >= DECIDED:
            return near, "fuzzy", score
    return None, expansion.source or "derived", 0.0


@lru_cache(maxsize=32768)
def executor_likeness(text: str) -> float:
    """How much a text looks like an executor cell, 0..1: the share of its words in mentions whose head is known.

    >>> executor_likeness("районный методический отдел, ОО") > 0.8, executor_likeness("в течение года") < 0.2
    (True, True)
    >>> executor_likeness("учителя-логопеды") > 0.8 > 0.2 > executor_likeness("мастер-классы")
    True
    """
    text = mend_lookalikes(text).strip()
    words = re.findall(r"[А-Яа-яЁё]+", text)
    if not words or len(words) > 60:
        return 0.0
    weight = total = 0.0
    for mention in split(text):
        size = max(1, sum(1 for t in mention.tokens if t.kind in ("word", "short", "quote")))
        total += size
        if not mention.tokens:
            weight += size * 0.9
            continue
        weight += size * _known(mention)
    return round(weight / total, 3) if total else 0.0


def _known(mention: Mention) -> float:
    first = opening(mention.tokens, 0)
    if first.short:
        return 0.95 if first.sense is not None else 0.6
    if any(_verb(token.text) for token in mention.tokens if token.kind == "word"):
        return 0.1
    if _thing(mention.tokens[first.end - 1].text):
        return 0.05
    if first.head is not None and first.lemma in word_list("weak") and len(mention.tokens) > 1 and not _school(first):
        return 0.4 if first.adjectives else 0.1
    if first.case == "nomn" and first.head is not None:
        return 0.95 if len(mention.tokens) <= 10 else 0.6
    if first.head is not None:
        return 0.35
    return 0.2 if first.case == "nomn" and first.animate else 0.05


def _thing(word: str) -> bool:
    """A compound that names no person though its first half does: «мастер-классы»."""
    halves = word.lower().split("-")
    readings = nouns(halves[-1]) if len(halves) == 2 else ()
    return bool(readings) and all(p.known and "inan" in p.grammemes for p in readings) and not _heads(halves)


def _heads(words: Sequence[str]) -> bool:
    """Each word names a body: «школа-интернат»."""
    return all(any(head_noun(p.lemma) for p in nouns(word)) for word in words)


def _school(first: Opening) -> bool:
    return first.lemma == "организация" and bool(first.adjectives)


@lru_cache(maxsize=16384)
def _verb(word: str) -> bool:
    """A finite verb, an infinitive or a short participle: «посетят», «обучены»."""
    return any(p.known and p.pos in ("VERB", "INFN", "PRTS", "GRND") for p in parses(word)[:1])


def fold_executor(text: str, vocabulary: Sequence[str]) -> str | None:
    """The known mention that a misread text must be, None where it is not sure."""
    found = process.extract(text.lower(), [word.lower() for word in vocabulary], scorer=fuzz.ratio, limit=2)
    if not found or found[0][1] < 85 or (len(found) > 1 and found[0][1] - found[1][1] < 4):
        return None
    return vocabulary[found[0][2]]
