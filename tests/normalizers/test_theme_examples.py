"""Labelled measures: the list that comes with dorkarta, and what is learned from a few lines."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from normalizers.theme_examples import Example, learn, read, signs
from normalizers.themes import EXAMPLES, Themes, classify, explain

LIST = read(EXAMPLES)
CODES = set(Themes.load().names)


def test_every_example_has_themes_of_the_list_each_once() -> None:
    assert [one for one in LIST if not set(one.codes) <= CODES or len(set(one.codes)) < len(one.codes)] == []


def test_no_example_stands_twice() -> None:
    assert [text for text, times in Counter(one.action.lower() for one in LIST).items() if times > 1] == []


def test_every_theme_has_examples_enough() -> None:
    first = Counter(one.codes[0] for one in LIST)
    assert {code for code in CODES if first[code] < 30} == set()


def test_the_examples_keep_their_themes() -> None:
    found = [(one.codes, classify(one.action, one.heading)) for one in LIST]
    kept = sum(bool(got) and got[0] in want and want[0] in got for want, got in found)
    assert kept >= 0.9 * len(LIST)


def test_a_file_of_examples_is_read(tmp_path: Path) -> None:
    path = tmp_path / "themes.tsv"
    path.write_text("# пояснение\n\nresources\tЗима\tУборка снега\nstudents families\t\tЛыжный поход\n", "utf-8")
    assert read(path) == (Example(("resources",), "Зима", "Уборка снега"),
                          Example(("students", "families"), "", "Лыжный поход"))


def test_a_line_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "themes.tsv"
    path.write_text("resources\tУборка снега\n", "utf-8")
    with pytest.raises(ValueError, match="строка"):
        read(path)


def _learned(*lines: tuple[str, str]):
    return learn((code.split(), signs(text.split(), 0)) for code, text in lines)


def test_words_tell_the_theme_they_stood_with() -> None:
    learned = _learned(("sport", "лыжный поход"), ("sport", "лыжный гонка"), ("food", "горячий завтрак"))
    shares = learned.shares(signs(["лыжный", "праздник"], 0))
    assert shares["sport"] > 0.6
    assert sum(shares.values()) == pytest.approx(1)


def test_a_word_of_all_themes_tells_none() -> None:
    learned = _learned(("sport", "день поход"), ("food", "день завтрак"))
    shares = learned.shares(signs(["день"], 0))
    assert shares["sport"] == pytest.approx(shares["food"])


def test_unknown_words_tell_nothing() -> None:
    assert _learned(("sport", "лыжный поход")).shares(signs(["снег"], 0)) == {}


def test_the_first_theme_of_an_example_counts_more() -> None:
    shares = _learned(("sport food", "поход"), ("food sport", "завтрак")).shares(signs(["поход"], 0))
    assert shares["sport"] > shares["food"]


def test_words_of_a_heading_are_other_signs() -> None:
    assert set(signs(["занятие"], 0, "Одарённые дети")) == {"занятие", "^занятие", "§одаренный", "§ребенок"}


def test_what_examples_tell_is_named_as_such() -> None:
    told = [hit for hit in explain("Оборудование лыжной базы") if hit.at is None]
    assert {hit.code for hit in told} == CODES
    assert sum(hit.score for hit in told) == pytest.approx(4.0)
