"""Themes: examples in the manner of such plans, the word list itself, and the annotated documents."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from normalizers.themes import Themes, classify, explain
from normalizers.wording import Phrase

PLAIN = [
    ("Издание приказа о создании муниципальной рабочей группы", "governance"),
    ("Проведение совещания с директорами школ-участниц", "governance"),
    ("Утверждение муниципальной дорожной карты", "governance"),
    ("Анкетирование учителей и учеников 5-9 классов", "diagnostics"),
    ("Мониторинг реализации школьных программ улучшения результатов", "diagnostics"),
    ("Выявление причин низких результатов обучения", "diagnostics"),
    ("Курсы повышения квалификации для учителей русского языка", "staff_development"),
    ("Составление индивидуальных маршрутов профессионального роста педагогов", "staff_development"),
    ("Семинар «Приёмы формирующего оценивания»", "methodological_support"),
    ("Выезд методистов в отдалённые школы, посещение уроков", "methodological_support"),
    ("Закрепление кураторов за школами", "networking"),
    ("Развитие наставничества «учитель – учитель»", "networking"),
    ("Школьный этап олимпиады по математике", "students"),
    ("Дополнительные занятия с неуспевающими учениками", "students"),
    ("Проведение пробного экзамена по математике в 9 классе", "assessment"),
    ("Организация проведения ВПР в 4-8 классах", "assessment"),
    ("Общешкольное родительское собрание «Как помочь ребёнку учиться»", "families"),
    ("Закупка лабораторного оборудования для кабинетов физики", "resources"),
    ("Привлечение молодых специалистов в сельские школы", "resources"),
    ("Пересмотр положения о стимулирующих выплатах", "finance"),
    ("Размещение материалов проекта на сайте управления", "information"),
    ("Ведомственный контроль за исполнением планов школ", "supervision"),
    ("Перекрёстная проверка тетрадей учеников", "supervision"),
    ("Сбор сведений школ о питании", "diagnostics"),
    ("Подготовка предложений в план на новый год", "governance"),
    ("Обучение членов жюри конкурса", "staff_development"),
    ("Супервизии для логопедов района", "methodological_support"),
    ("Слёт молодых учителей области", "networking"),
    ("Осенний праздник для младших классов", "students"),
    ("Рейды в семьи учеников", "families"),
    ("Введение ставки психолога", "resources"),
    ("Открытие портала для родителей", "information"),
]


@pytest.mark.parametrize(("action", "main"), PLAIN)
def test_a_plain_measure_has_its_theme(action: str, main: str) -> None:
    assert main in classify(action)


@pytest.mark.parametrize("action", ["Уборка снега", "", "—", "Разное", "1."])
def test_what_fits_none_gets_none(action: str) -> None:
    assert classify(action) == ()


def test_what_is_done_counts_more_than_what_it_is_about() -> None:
    assert classify("Мониторинг потребности в курсах повышения квалификации")[0] == "diagnostics"
    assert classify("Курсы повышения квалификации по анализу результатов")[0] == "staff_development"


def test_the_audience_of_the_plan_is_no_theme() -> None:
    plain = classify("Семинар для школ")
    assert classify("Семинар для школ, показывающих низкие образовательные результаты")[0] == plain[0]


def test_the_heading_helps_where_the_measure_says_little() -> None:
    assert classify("Иные дела") == ()
    assert "assessment" not in classify("Проведение занятий")
    assert classify("Проведение занятий", section="Подготовка к ГИА, ОГЭ и ЕГЭ")[0] in ("students", "assessment")


def test_hits_tell_why() -> None:
    best = max(explain("Мониторинг дефицитов"), key=lambda hit: hit.score)
    assert (best.code, best.phrase, best.at) == ("diagnostics", "монитори*", 0)


ENTRIES = [(theme.code, phrase) for theme in Themes.load().themes for phrase in theme.phrases]


@pytest.mark.parametrize(("code", "phrase"), ENTRIES, ids=[f"{code}: {phrase.text}" for code, phrase in ENTRIES])
def test_every_phrase_is_found_in_its_example(code: str, phrase: Phrase) -> None:
    assert phrase.example, "each entry shows an example"
    assert phrase.text in {hit.phrase for hit in explain(phrase.example) if hit.code == code}


def test_no_phrase_stands_twice_in_a_theme() -> None:
    assert len(ENTRIES) == len({(code, phrase.text) for code, phrase in ENTRIES})


def test_an_analyst_may_bring_a_list_of_his_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[theme]]\ncode = "winter"\nname = "Зима"\nphrases = [{ phrase = "уборка снег", weight = 3 }]\n',
                   "utf-8")
    assert classify("Уборка снега у школы", themes=Themes.load(own)) == ("winter",)
    assert Themes.load(own).names == {"winter": "Зима"}


def test_a_broken_list_says_what_to_do(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[theme]]\nname = "Зима"\n', "utf-8")
    with pytest.raises(ValueError, match="Возьмите за образец"):
        Themes.load(own)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text_gets_at_most_three_known_codes(text: str) -> None:
    codes = classify(text, section=text, result=text)
    assert len(codes) == len(set(codes)) <= 3
    assert set(codes) <= set(Themes.load().names)


def test_the_annotated_documents(shared: Path) -> None:
    shares = []
    for path in sorted((shared / "gold").glob("*.json")):
        measures = json.loads(path.read_text("utf-8")).get("measures")
        if not measures:
            continue
        found = [(m["themes"], classify(m["action"], m.get("section_title"), m.get("result"))) for m in measures]
        shares.append(sum(bool(got) and got[0] in want and want[0] in got for want, got in found) / len(found))
    assert sum(shares) / len(shares) >= 0.9
