"""How well themes and correspondences come out on invented plans labelled by hand (tests/comparison/*.toml).

    python benchmarks/comparison.py [--errors] [FILE ...]        FILE: an evaluation of your own in the same form

themes      share of measures whose first theme is one of the labelled and whose themes hold the first labelled
same_f1     F1 of the pairs called `same`; same_found: share of them listed with any relation
pairs_f1    F1 of pairs of any relation, over the pairs of plans that are labelled
copies      share of taken-over measures found as `same` as what they were copied from, and of wrong `same` pairs
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from normalizers.themes import classify
from pipeline import match

FOLDER = Path(__file__).resolve().parent.parent / "tests" / "comparison"


@dataclass(frozen=True, slots=True)
class Measure:
    """A labelled measure of an invented plan."""

    key: str
    plan: str
    action: str
    section: str | None
    result: str | None
    wanted: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Shares right (themes, same_f1, same_found, pairs_f1, copies) and what is wrong, line by line."""

    figures: dict[str, float] = field(default_factory=dict)
    errors: list[str] = field(default_factory=list)


def measures_of(data: dict) -> list[Measure]:
    """The measures of all plans of an evaluation, in order, with the themes that dorkarta gives them."""
    return [
        Measure(
            key,
            plan,
            action,
            section["title"],
            result or None,
            tuple(wanted.split()),
            classify(action, section["title"], result or None),
        )
        for plan, entry in data["plan"].items()
        for section in entry["section"]
        for key, wanted, action, result in section["measures"]
    ]


def matched(plans: dict[str, list[tuple[str, str, tuple[str, ...]]]]) -> dict[frozenset, str]:
    """Relations by pairs of keys; `plans` holds (key, action, themes) of each measure."""
    rows = [
        {"measure_id": key, "document_id": plan, "action": action, "themes": list(themes)}
        for plan, measures in plans.items()
        for key, action, themes in measures
    ]
    found = match.update(pd.DataFrame(rows), pd.DataFrame({"document_id": list(plans)}), None, set())
    return {frozenset((row.measure_id_a, row.measure_id_b)): row.relation for row in found.itertuples()}


def evaluate(path: Path) -> Score:
    """All figures of one evaluation file."""
    data = tomllib.loads(path.read_text("utf-8"))
    measures = measures_of(data)
    score = Score()
    _score_themes(measures, score)
    if data.get("pairs"):
        _score_pairs(data["pairs"], measures, score)
    if data.get("copy"):
        _score_copies(data["copy"], measures, score)
    return score


def _score_themes(measures: list[Measure], score: Score) -> None:
    right = 0
    for m in measures:
        good = bool(m.themes) and m.themes[0] in m.wanted and m.wanted[0] in m.themes
        right += good
        if not good:
            score.errors.append(f"theme {m.key}: {m.action} | {m.section}\n    {m.wanted} ← {m.themes}")
    score.figures["themes"] = right / len(measures)


def _score_pairs(labelled: list[dict], measures: list[Measure], score: Score) -> None:
    text = {m.key: m.action for m in measures}
    want: dict[frozenset, str] = {}
    got: dict[frozenset, str] = {}
    for entry in labelled:
        want |= {frozenset(pair.split("-")): kind for kind in ("same", "related") for pair in entry[kind].split()}
        got |= matched(
            {plan: [(m.key, m.action, m.themes) for m in measures if m.plan == plan] for plan in entry["plans"]}
        )
    for pair in sorted(want.keys() | got.keys(), key=sorted):
        if want.get(pair) != got.get(pair):
            texts = " || ".join(text[key] for key in sorted(pair))
            score.errors.append(f"pair {want.get(pair)} ← {got.get(pair)}: {texts}")
    score.figures |= pair_figures(want, got)


def pair_figures(want: dict[frozenset, str], got: dict[frozenset, str]) -> dict[str, float]:
    """same_f1, same_found and pairs_f1 of relations by pair."""
    same = {pair for pair, kind in want.items() if kind == "same"}
    return {
        "same_f1": f1(same, {pair for pair, kind in got.items() if kind == "same"}),
        "same_found": len(same & got.keys()) / len(same) if same else 1.0,
        "pairs_f1": f1(set(want), set(got)),
    }


def _score_copies(copies: list[dict], measures: list[Measure], score: Score) -> None:
    shares, wrong, listed = [], 0, 0
    for entry in copies:
        own = [(m.key, m.action, m.themes) for m in measures if m.plan == entry["of"]]
        text = {key: action for key, action, _ in own}
        copy = [(f"{at:03d}", action, classify(action)) for at, (_, action) in enumerate(entry["measures"])]
        got = matched({"source": own, "copy": copy})
        same = {pair for pair, kind in got.items() if kind == "same"}
        want = {
            frozenset((f"{at:03d}", source)): action for at, (source, action) in enumerate(entry["measures"]) if source
        }
        shares.append(len(want.keys() & same) / len(want))
        wrong, listed = wrong + len(same - want.keys()), listed + len(same)
        for pair in sorted(want.keys() - same, key=sorted):
            source = next(iter(pair & text.keys()))
            score.errors.append(f"copy same ← {got.get(pair)}: {text[source]} || {want[pair]}")
        score.errors += [f"copy None ← same: {' || '.join(_told(pair, text, copy))}" for pair in same - want.keys()]
        score.figures[f"copy of {entry['of']}"] = shares[-1]
    score.figures |= {"copies": sum(shares) / len(shares), "copies_wrong": wrong / max(listed, 1)}


def _told(pair: frozenset, text: dict[str, str], copy: list[tuple[str, str, tuple[str, ...]]]) -> Iterator[str]:
    for key in sorted(pair):
        yield text[key] if key in text else copy[int(key)][1]


def f1(want: set, got: set) -> float:
    return 2 * len(want & got) / (len(want) + len(got)) if want or got else 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--errors", action="store_true", help="list what is wrong")
    args = parser.parse_args()
    for path in args.files or sorted(FOLDER.glob("*.toml")):
        score = evaluate(path)
        print(path.name, "  ".join(f"{name}={value:.3f}" for name, value in score.figures.items()))
        if args.errors:
            print("\n".join(score.errors))
    return 0


if __name__ == "__main__":
    sys.exit(main())
