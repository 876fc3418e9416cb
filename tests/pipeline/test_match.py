"""Correspondence of measures: examples, near-copies, invariants, and the annotated pairs."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pandas as pd
import pytest

from normalizers.themes import classify
from pipeline import match
from pipeline.match_profile import Concepts, profile, standard


def table(plans: dict[str, list[str]]) -> tuple[pd.DataFrame, pd.DataFrame]:
    rows = [{"measure_id": f"{plan}-{at:04d}", "document_id": plan, "action": action, "themes": list(classify(action))}
            for plan, actions in plans.items() for at, action in enumerate(actions, 1)]
    return pd.DataFrame(rows), pd.DataFrame({"document_id": list(plans)})


def relation(a: str, b: str) -> str | None:
    return match.compare({"action": a, "themes": classify(a)}, {"action": b, "themes": classify(b)}).relation


PAIRS = [
    ("Проведение вебинаров для учителей школ с низкими результатами",
     "Семинары-практикумы с педагогами школ, показывающих низкие образовательные результаты", "same"),
    ("Закрепление кураторов за школами с низкими результатами", "Назначение кураторов ШНОР", "same"),
    ("Организация сетевого взаимодействия ШНОР со школами-лидерами",
     "Организовать партнёрство слабых школ и ведущих школ района", "same"),
    ("Разработка индивидуальных маршрутов профессионального развития педагогов",
     "Составление персональных траекторий профессионального роста учителей", "same"),
    ("Курсы повышения квалификации для учителей ШНОР",
     "Выделить средства на курсы повышения квалификации педагогов", "related"),
    ("Общешкольное родительское собрание о подготовке к ОГЭ", "Закупка оборудования для кабинета физики", None),
    ("Деловая игра «Город профессий»", "Деловая игра «Суд над уставом школы»", "related"),
    ("Олимпиада по математике", "Утверждение дорожной карты", None),
    ("Мониторинг скорости интернета", "Мониторинг удовлетворённости родителей", None),
]


@pytest.mark.parametrize(("a", "b", "expected"), PAIRS)
def test_pairs(a: str, b: str, expected: str | None) -> None:
    assert relation(a, b) == relation(b, a) == expected


PARAPHRASES = [
    ("Проведение курсов повышения квалификации для учителей математики",
     "Обучение педагогов-математиков на курсах"),
    ("Проведение мониторинга качества образования в школах",
     "Отслеживание качества обучения в общеобразовательных организациях"),
    ("Организация работы школьных методических объединений",
     "Заседания ШМО учителей-предметников"),
    ("Проведение родительских собраний по подготовке к ГИА",
     "Собрания для родителей по вопросам итоговой аттестации"),
    ("Создание муниципальной рабочей группы",
     "Формирование рабочей группы района"),
    ("Анализ результатов ВПР",
     "Изучение итогов всероссийских проверочных работ"),
    ("Назначение ответственных за работу со ШНОР",
     "Определение школьных координаторов по поддержке школ с низкими результатами"),
    ("Разработка школьных программ перехода в эффективный режим",
     "Подготовка программ улучшения результатов школ"),
    ("Организация психологической поддержки выпускников",
     "Психологическое сопровождение обучающихся 9 и 11 классов"),
    ("Взаимопосещение уроков",
     "Посещение уроков коллег"),
    ("Организация наставничества для молодых педагогов",
     "Закрепление наставников за молодыми учителями"),
    ("Размещение информации на сайтах школ",
     "Публикация материалов проекта на официальном сайте"),
    ("Проведение школьного этапа всероссийской олимпиады",
     "Организация олимпиады школьников: школьный этап"),
    ("Обновление материально-технической базы школ",
     "Приобретение оборудования для школ"),
    ("Контроль за объективностью проведения ВПР",
     "Обеспечение объективности при выполнении всероссийских проверочных работ"),
    ("Внутришкольный контроль преподавания предметов",
     "Посещение администрацией уроков в рамках внутришкольного контроля"),
    ("Работа с одарёнными детьми",
     "Сопровождение одарённых учащихся"),
    ("Дополнительные занятия со слабоуспевающими",
     "Индивидуальная работа с неуспевающими учениками"),
    ("Распространение лучших педагогических практик",
     "Диссеминация успешного опыта учителей"),
    ("Заключение соглашений о сотрудничестве между школами",
     "Договоры школ-партнёров о сетевом взаимодействии"),
    ("Утверждение плана мероприятий по поддержке ШНОР",
     "Принятие дорожной карты помощи школам с низкими результатами"),
    ("Диагностика профессиональных затруднений педагогов",
     "Выявление профессиональных дефицитов учителей"),
    ("Совещание директоров по итогам года",
     "Рассмотрение итогов года на совещании руководителей школ"),
    ("Проведение пробных экзаменов",
     "Репетиционное тестирование в формате ОГЭ и ЕГЭ"),
    ("Привлечение молодых специалистов",
     "Закрепление молодых кадров в школах"),
    ("Стимулирование учителей, работающих в ШНОР",
     "Доплаты педагогам школ с низкими результатами"),
]


def test_paraphrases_are_found_and_others_are_not() -> None:
    """Two plans that say the same in other words: measured, so that a change of the lists shows what it costs."""
    plans = {"a" * 16: [a for a, _ in PARAPHRASES], "b" * 16: [b for _, b in PARAPHRASES]}
    found = match.update(*table(plans), None, set())
    own = found["measure_id_a"].str[-4:] == found["measure_id_b"].str[-4:]
    assert own.sum() >= 24
    assert (own & (found["relation"] == "same")).sum() >= 15
    assert (~own & (found["relation"] == "same")).sum() <= 5


def test_the_level_and_the_reason_are_told() -> None:
    a, b = "Назначение кураторов ШНОР", "Посещение школ кураторами"
    found = match.compare({"action": a, "themes": ["networking"]}, {"action": b, "themes": ["networking"]})
    assert found.level == "одно дело, другой шаг"
    assert "куратор школы" in found.reason
    assert "назначить" in found.reason


@pytest.mark.parametrize("concept", standard().concepts, ids=lambda c: f"{c.facet} {c.code}")
def test_every_concept_is_found_in_its_example(concept) -> None:
    made = profile(concept.example)
    found = {"object": made.objects, "target": made.targets, "step": {made.step}, "means": made.means}[concept.facet]
    assert concept.code in found


@pytest.mark.parametrize("phrase", [*standard().group, *standard().purpose], ids=lambda p: p.text)
def test_every_phrase_is_found_in_its_example(phrase) -> None:
    from normalizers import wording

    tokens, _ = wording.tokens(phrase.example)
    assert any(phrase.ends(tokens, at) for at in range(len(tokens)))


def test_a_broken_list_says_what_to_do(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text("generic = []", "utf-8")
    with pytest.raises(ValueError, match="Возьмите за образец"):
        Concepts.load(own)


PLAN = [
    "Создание муниципальной рабочей группы по работе со школами с низкими результатами",
    "Проведение диагностики профессиональных дефицитов учителей",
    "Организация курсов повышения квалификации для учителей русского языка",
    "Проведение семинара «Читаем вместе» на базе школы № 3",
    "Мониторинг реализации школьных программ улучшения результатов",
    "Закрепление за каждой школой куратора из числа методистов",
    "Проведение консультаций для выпускников 9 классов по подготовке к ОГЭ",
    "Размещение материалов о ходе работы на сайте управления образования",
    "Проведение родительских собраний по итогам четверти",
    "Анализ обеспеченности школ педагогическими кадрами",
]
COPY = [
    "Размещение на сайте отдела образования материалов о ходе работы",
    "Проведение консультаций для выпускников 11 классов по подготовке к ЕГЭ",
    "Закрепление за школой куратора из числа специалистов методической службы",
    "Создание районной рабочей группы по работе со школами с низкими результатами обучения",
    "Диагностика профессиональных дефицитов педагогов",
    "Проведение курсов повышения квалификации для учителей математики",
    "Организация семинара «Считаем вместе» на базе школы № 11",
    "Отслеживание реализации программ улучшения результатов школ",
    "Родительские собрания по итогам полугодия",
    "Анализ обеспеченности школ кадрами",
]
SOURCE = [7, 6, 5, 0, 1, 2, 3, 4, 8, 9]


def test_a_near_copy_of_another_plan_is_found_row_by_row() -> None:
    found = match.update(*table({"a" * 16: PLAN, "b" * 16: COPY}), None, set())
    same = set(zip(*(found.loc[found["relation"] == "same", c].str[-4:] for c in ("measure_id_a", "measure_id_b")),
                   strict=True))
    wanted = {(f"{a + 1:04d}", f"{b + 1:04d}") for b, a in enumerate(SOURCE)}
    assert len(wanted & same) >= 0.9 * len(wanted)
    assert len(same - wanted) <= 1


def test_what_changed_is_brought_up_to_date_as_if_all_were_new() -> None:
    plans = {"a" * 16: PLAN, "b" * 16: COPY, "c" * 16: PLAN[::-1][:6]}
    before = match.update(*table(plans), None, set())
    plans["b" * 16] = [*COPY[3:], "Олимпиада школьников по физике"]
    again = match.update(*table(plans), before, {"b" * 16})
    pd.testing.assert_frame_equal(again, match.update(*table(plans), None, set()))


def test_a_document_that_went_takes_its_matches_along() -> None:
    before = match.update(*table({"a" * 16: PLAN, "b" * 16: COPY}), None, set())
    after = match.update(*table({"a" * 16: PLAN}), before, {"b" * 16})
    assert len(before) > 5
    assert after.empty
    assert tuple(after.columns) == match.COLUMNS


def test_rows_are_sorted_and_of_two_documents() -> None:
    found = match.update(*table({"b" * 16: COPY, "a" * 16: PLAN}), None, set())
    assert (found["measure_id_a"] < found["measure_id_b"]).all()
    assert (found["document_id_a"] != found["document_id_b"]).all()
    assert found["score"].between(0, 1).all()
    assert not found.duplicated(["measure_id_a", "measure_id_b"]).any()


@pytest.mark.parametrize("plans", [{}, {"a" * 16: []}, {"a" * 16: ["—"], "b" * 16: ["—"]}, {"a" * 16: PLAN}])
def test_little_to_compare(plans: dict[str, list[str]]) -> None:
    measures, documents = table(plans)
    if measures.empty:
        measures = pd.DataFrame({name: [] for name in ("measure_id", "document_id", "action", "themes")})
    assert match.update(measures, documents, None, set()).empty


def test_the_annotated_pairs(shared: Path) -> None:
    plans, themes = {}, []
    ids = {}
    for path in sorted((shared / "gold").glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        if "document" in gold:
            ids[gold["document"]["id"]] = name = hashlib.sha256(path.name.encode()).hexdigest()[:16]
            plans[name] = [m["action"] for m in gold["measures"]]
            themes += [list(classify(m["action"], m.get("section_title"), m.get("result"))) for m in gold["measures"]]
    measures, documents = table(plans)
    measures["themes"] = themes
    found = match.update(measures, documents, None, set())
    got = {frozenset((r.measure_id_a, r.measure_id_b)): r.relation for r in found.itertuples()}
    want = {frozenset(f"{ids[p[s]['document']]}-{p[s]['index'] + 1:04d}" for s in "ab"): p["relation"]
            for p in json.loads((shared / "gold" / "pairs.json").read_text("utf-8"))["pairs"]}
    same = {pair for pair, kind in want.items() if kind == "same"}
    assert f1(same, {pair for pair, kind in got.items() if kind == "same"}) >= 0.70
    assert len(same & set(got)) / len(same) >= 0.90
    assert f1(set(want), set(got)) >= 0.45


def f1(want: set, got: set) -> float:
    return 2 * len(want & got) / (len(want) + len(got))
