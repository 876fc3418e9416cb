"""Columns by what stands in them, where the headings do not tell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from parsers.roadmap.columns import Columns, column_texts
from parsers.roadmap.columns_likeness import executor_like, number_of, outcome_like, term_like, verbal
from parsers.roadmap.columns_vocabulary import Role, meaning, says
from parsers.roadmap.printed import PrintedRow

LEFT = 0.2  # actions stand left of results, which may read much like them
LEAST = 3  # texts that a column must have to be judged by them
SURE = 0.75  # mean likeness that decides against a heading
LIKELY = 0.4  # mean likeness that tells what a column of unknown heading is
LETTERS = re.compile("[А-Яа-яЁё]")
LONGEST = 60  # letters of a heading
CONTRASTS = 2  # so many columns of a header hold what it does not
SAID = 8.4  # weight of a row's heading in a passport
DOUBTED = 0.25  # mean likeness below which a heading is not believed


def guess(rows: Sequence[PrintedRow], headings: tuple[str, ...] | None = None) -> Columns | None:
    """The columns of a grid by what stands in them, and by what of its headings is known; None where it does not look
    like a plan."""
    width = len(rows[0].entries) if rows else 0
    body = [row for row in rows if len(row.filled()) >= 2]
    if width < 2 or not body:
        return None
    columns = [column_texts(body, k) for k in range(width)]
    roles = [Role.EXTRA] * width
    free = [k for k in range(width) if columns[k]]
    numbers = _best(free, columns, lambda text: float(number_of(text) is not None), 0.6)
    if numbers is not None:
        roles[numbers] = Role.NUMBER
        free.remove(numbers)
    terms = _best(free, columns, term_like, 0.5)
    if terms is not None:
        roles[terms] = Role.TERM
        free.remove(terms)
    may_act = [k for k in free if headings is None or _may_be(headings[k], Role.ACTION, Role.RESULT)] or free
    actions = max(may_act, key=lambda k: (_action_score(columns[k]) - LEFT * free.index(k), -k), default=None)
    if actions is None or _action_score(columns[actions]) < 0.5:
        return None
    roles[actions] = Role.ACTION
    free.remove(actions)
    executors = _best(free, columns, executor_like, 0.4)
    if executors is not None:
        roles[executors] = Role.EXECUTOR
        free.remove(executors)
    if terms is None and (executors is None or numbers is None):
        return None
    results = _result(free, actions, columns, headings)
    if results is not None:
        roles[results] = Role.RESULT
    return Columns(tuple(roles), headings or ("",) * width, guessed=True, confidence=0.7)


def _result(free: list[int], action: int, columns: list[list[str]], headings: Sequence[str] | None) -> int | None:
    """The column of results right of the actions: the longest; under headings the one that reads like results."""
    right = [k for k in free if k > action]
    if headings is None:
        return max(right, key=lambda k: sum(map(len, columns[k])), default=None)
    return _best([k for k in right if _may_be(headings[k], Role.RESULT)], columns, outcome_like, LIKELY)


def _may_be(heading: str, *roles: Role) -> bool:
    """A heading says one of the roles, or nothing that is known."""
    said = meaning(heading)
    return said is None or said.role in roles


def unknown_header(rows: Sequence[PrintedRow]) -> PrintedRow | None:
    """The first row where it heads the others though its words are not known: numbers, terms and executors stand below
    texts that are none."""
    if len(rows) <= LEAST or len(rows[0].filled()) < 3:
        return None
    texts = [entry.text if entry is not None else "" for entry in rows[0].entries]
    if any(len(text) > LONGEST for text in texts):
        return None
    contrasts = 0
    for k, text in enumerate(texts):
        below = column_texts(rows[1:], k)
        kinds = (_numbered, term_like, executor_like)
        contrasts += bool(text) and any(like(text) < DOUBTED and _mean(below, like) >= SURE for like in kinds)
    return rows[0] if contrasts >= CONTRASTS else None


def _numbered(text: str) -> float:
    return float(number_of(text) is not None)


def is_passport(rows: Sequence[PrintedRow]) -> bool:
    """A table of two or three columns whose rows are headed instead: «Сроки реализации», «Исполнители»."""
    width = len(rows[0].entries) if rows else 0
    if not 2 <= width <= 3:
        return False
    for k in range(width - 1):
        short = [text for text in column_texts(rows, k) if len(text.split()) <= 5]
        said = {found.role for text in short if (found := meaning(text)) and found.weight >= SAID}
        if Role.TERM in said and said & {Role.EXECUTOR, Role.RESULT}:
            return True
    return False


def _best(free: list[int], columns: list[list[str]], like: Callable[[str], float], least: float) -> int | None:
    scored = {k: sum(map(like, columns[k])) / len(columns[k]) for k in free}
    best = max(scored, key=lambda k: (scored[k], -k), default=None)
    return best if best is not None and scored[best] >= least else None


def _action_score(texts: list[str]) -> float:
    """Long texts that begin with the name of an action; the leftmost of equals is taken."""
    if not texts:
        return 0.0
    verbs = sum(map(verbal, texts)) / len(texts)
    length = min(1.0, sum(map(len, texts)) / len(texts) / 60)
    return 0.6 * verbs + 0.6 * length


def complete(columns: Columns, rows: Sequence[PrintedRow]) -> Columns | None:
    """The columns of a header, its unnamed action column found by content; None where the table is no plan."""
    if Role.FOREIGN in columns.roles and not (columns.has(Role.TERM) and columns.has(Role.ACTION)):
        return None
    columns = replace(columns, roles=tuple(Role.EXTRA if role is Role.FOREIGN else role for role in columns.roles))
    if columns.layout != "table":
        return columns
    columns = _by_content(_with_numbers(columns, rows), rows)
    roles = columns.roles
    if Role.ACTION not in roles:
        found = guess(rows, columns.headings)
        place = found.index(Role.ACTION) if found else None
        if place is None or roles[place] not in (Role.EXTRA, Role.RESULT):
            place = _longest_extra(columns, rows)
        if place is None:
            return None
        columns = _by_content(replace(columns, roles=(*roles[:place], Role.ACTION, *roles[place + 1 :])), rows)
    others = (columns.has(Role.TERM), columns.has(Role.EXECUTOR), columns.has(Role.RESULT))
    return columns if any(others) else None


def _with_numbers(columns: Columns, rows: Sequence[PrintedRow]) -> Columns:
    """The columns with the numbers found: below no heading, below the one of the actions, or first of all columns."""
    roles = list(columns.roles)
    if Role.NUMBER in roles:
        return columns
    action = columns.index(Role.ACTION)
    shared = columns.headings[action] if action is not None else ""
    left = columns.headings[:-1] if action is None else columns.headings[:-1][: action + 1]
    for k, heading in enumerate(left):
        alone = [row for row in rows if row.entries[k] is not row.entries[k + 1] and len(row.filled()) > 1]
        texts = column_texts(alone, k)
        counted = k == 0 and len(texts) >= LEAST and roles[k] in (Role.EXTRA, Role.ACTION)
        if not (heading in ("", shared) or counted) or len(texts) < 2 or not all(map(number_of, texts)):
            continue
        roles[k] = Role.NUMBER
        if k == action and columns.headings[k + 1] == shared:
            roles[k + 1] = Role.ACTION
        return replace(columns, roles=tuple(roles)) if Role.ACTION in roles or action is None or counted else columns
    return columns


def _by_content(columns: Columns, rows: Sequence[PrintedRow]) -> Columns:
    """The columns with the term where terms stand, and executors' where they stand under a heading that is
    unknown or speaks of them too."""
    roles: list[Role] = list(columns.roles)
    body = [row for row in rows if len(row.filled()) > 2]
    free = [k for k, role in enumerate(roles) if role is Role.EXTRA and len(column_texts(body, k)) >= LEAST]
    texts = {k: column_texts(body, k) for k in range(len(roles))}
    if not {Role.BEGIN, Role.END} & set(roles):
        place = columns.index(Role.TERM)
        found = _best(free, [texts[k] for k in range(len(roles))], term_like, SURE)
        wrong = place is None or _mean(texts[place], term_like) < DOUBTED
        if found is not None and wrong:
            if place is not None:
                roles[place] = Role.EXTRA
            roles[found] = Role.TERM
            free.remove(found)
    if Role.EXECUTOR not in roles:
        headings = columns.headings
        unknown = [k for k in free if _tells_nothing(headings[k]) or says(headings[k], Role.EXECUTOR)]
        found = _best(unknown, [texts[k] for k in range(len(roles))], executor_like, SURE)
        if found is not None:
            roles[found] = Role.EXECUTOR
            free.remove(found)
    if Role.RESULT not in roles and Role.ACTION in roles:
        unknown = [k for k in free if k > roles.index(Role.ACTION) and _tells_nothing(columns.headings[k])]
        found = _best(unknown, [texts[k] for k in range(len(roles))], outcome_like, LIKELY)
        if found is not None:
            roles[found] = Role.RESULT
    return replace(columns, roles=tuple(roles))


def _tells_nothing(heading: str) -> bool:
    """The heading of a further column is unknown, or says what another column says more surely («Кому поручено»)."""
    said = meaning(heading)
    return said is None or said.role not in (Role.EXTRA, Role.FOREIGN)


def _mean(texts: Sequence[str], like: Callable[[str], float]) -> float:
    return sum(map(like, texts)) / len(texts) if len(texts) >= LEAST else 1.0


def _longest_extra(columns: Columns, rows: Sequence[PrintedRow]) -> int | None:
    """The further column with the most letters in it; figures are no actions."""
    sizes = {
        k: sum(len(LETTERS.findall(e.text)) for row in rows if (e := row.entries[k]) is not None and row.span(e) == 1)
        for k, role in enumerate(columns.roles)
        if role is Role.EXTRA
    }
    best = max(sizes, key=lambda k: sizes[k], default=None)
    return best if best is not None and sizes[best] > 0 else None
