"""Acts, periods, levels, and the passport that they make."""

from __future__ import annotations

import datetime

import pytest

from normalizers.acts import find_act
from normalizers.levels import find_level
from normalizers.passport import read_passport
from normalizers.period import find_period, years_of_heading
from normalizers.posts import find_posts


@pytest.mark.parametrize(("front", "number", "date"), [
    (["Приложение к приказу МУ «Отдел образования»", "№67 от 29 марта 2021 года"], "67", "2021-03-29"),
    (["УТВЕРЖДЕНО приказом Управления образования от «10» января 2022 г. № 12-од"], "12-од", "2022-01-10"),
    (["Утверждена", "приказом Минобразования", "от 01.09.2021 г. № 1045/21"], "1045/21", "2021-09-01"),
    (["Приложение № 1", "к приказу Министерства образования", "от 12.03.2021 № 01-05/123"], "01-05/123", "2021-03-12"),
    (["Приложение 2 к постановлению администрации города от 5 мая 2020 года № 311-п"], "311-п", "2020-05-05"),
    (["УТВЕРЖДАЮ", "Директор МБОУ СОШ № 12", "Приказ № 5 от 30.08.2022"], "5", "2022-08-30"),
    (["УТВЕРЖДАЮ", "Начальник отдела образования", "_________ И.И. Иванов", "«___» ________ 2021 г."], None, None),
    (["Приложение к приказу", "отдела образования", "от 29.03.2021 Ne 67"], "67", "2021-03-29"),
    (["Приложение к приказу", "отдела образования", "от 29.03.2021 N 67"], "67", "2021-03-29"),
    (["ПРИКАЗ", "29.03.2021", "№ 67", "Об утверждении дорожной карты"], "67", "2021-03-29"),
    (["П Р И К А З", "от 3 февраля 2023 года № 45-ОД"], "45-ОД", "2023-02-03"),
    (["Приложение к распоряжению", "Комитета образования", "№ 18-р от 14.10.2022 г."], "18-р", "2022-10-14"),
    (["Утвержден решением педагогического совета", "протокол № 1 от 31.08.2021"], "1", "2021-08-31"),
    (["План разработан на основании Приказа № 311-Д от 18.03.2020 Министерства образования"], None, None),
    (["Во исполнение приказа Министерства от 01.02.2021 № 5 организована работа школ района, показавших результаты."],
     None, None),
    (["Государственная программа, утверждённая постановлением Правительства от 26.12.2017 № 1642, задаёт цели."],
     None, None),
    ([], None, None),
    (["СОГЛАСОВАНО на заседании педагогического совета, протокол № 1 от 29.08.2022 УТВЕРЖДАЮ Директор школы № 12 "
      "Н.В. Белова приказ от 30.08.2022 № 214-ОД"], "214-ОД", "2022-08-30"),
    (["Принято педсоветом. Протокол от 30.08.2022 № 1. Введено в действие приказом от 31.08.2022 № 201"],
     "201", "2022-08-31"),
    (["УТВЕРЖДАЮ", "Директор школы № 5 И.И. Петров", "15 января 2022 года"], None, "2022-01-15"),
    (["УТВЕРЖДАЮ", "Директор школы № 5 И.И. Петров"], None, None),
    (["УТВЕРЖДЕНО", "Приказ №_17 от «_05_» _марта_ 2021 г."], "17", "2021-03-05"),
    (["Приложение к приказу", "от « 05»______03____2021 г. № 4а"], "4а", "2021-03-05"),
    (["П О С Т А Н О В Л Е Н И Е", "«21» мая 2021 года № 402"], "402", "2021-05-21"),
    (["Утверждаю «05» марта 2021 г. приказ № 17"], "17", "2021-03-05"),
    (["(утв.Приказом МБОУ «СОШ № 3» от 05.03.2021г. № 17-Д с изм. от 12.01.2022 г. Приказ № 9)"],
     "17-Д", "2021-03-05"),
    (["Приказ", "03.09.2021 № 97", "Об утверждении плана мероприятий", "Заместителю выполнить план до 31.05.2022."],
     "97", "2021-09-03"),
])
def test_act(front: list[str], number: str | None, date: str | None) -> None:
    act = find_act(front)
    found = (act.number, act.date.isoformat() if act.date else None) if act else (None, None)
    assert found == (number, date)


@pytest.mark.parametrize(("text", "first", "last", "school"), [
    ("на 2020-2022 годы", 2020, 2022, False),
    ("на 2021–2024 гг.", 2021, 2024, False),
    ("на период с 2021 по 2023 год", 2021, 2023, False),
    ("на 2021/2022 учебный год", 2021, 2022, True),
    ("на 2021-2022 учебный год", 2021, 2022, True),
    ("2021 – 2022 уч. г.", 2021, 2022, True),
    ("в 2022/23 учебном году", 2022, 2023, True),
    ("2021 год", 2021, 2021, False),
    ("на 2024 год", 2024, 2024, False),
    ("План 2023 г.", 2023, 2023, False),
    ("на 2023", 2023, 2023, False),
])
def test_period(text: str, first: int, last: int, school: bool) -> None:
    period = find_period(text)
    assert period is not None
    assert (period.first, period.last, period.school) == (first, last, school)


@pytest.mark.parametrize("text", ["проект «500+»", "школа № 2021", "1. Развитие кадров", "приказ от 12.03.2021",
"ФГОС-2021"])
def test_no_period(text: str) -> None:
    assert find_period(text) is None


def test_a_heading_gives_its_year_only_where_it_is_one() -> None:
    years = years_of_heading("I. 2022/2023 учебный год")
    assert years is not None
    assert (years.first, years.last, years.school, years.source) == (2022, 2023, True, "section")
    assert years_of_heading("Мероприятия 2021-2024 годов") is None
    assert years_of_heading("1. Развитие кадров") is None


@pytest.mark.parametrize(("title", "approval", "executors", "level"), [
    ("Региональная дорожная карта для группы школ", [], [], "regional"),
    ("План мероприятий по поддержке школ в Республике Алтай", [], [], "regional"),
    ("Областной план работы со школами", [], [], "regional"),
    ("Муниципальная дорожная карта", [], [], "municipal"),
    ("Дорожная карта разработки муниципальной программы помощи школам", [], [], "municipal"),
    ("План работы школ Лугового района", [], [], "municipal"),
    ("План мероприятий МБОУ «Средняя школа № 5»", [], [], "school"),
    ("Дорожная карта школы № 12", [], [], "school"),
    ("Школьный план повышения качества образования", [], [], "school"),
    ("План мероприятий", ["УТВЕРЖДАЮ", "Директор МБОУ СОШ № 12"], [], "school"),
    ("План мероприятий", ["Приложение к приказу", "отдела образования администрации района"], [], "municipal"),
    ("План мероприятий", ["УТВЕРЖДЕН", "приказом Министерства образования"], [], "regional"),
    ("План мероприятий", [], ["Директор", "Заместитель директора по УВР", "классные руководители"], "school"),
    ("План мероприятий", [], ["РМО", "отдел образования, ОО", "ИМЦ"], "municipal"),
    ("План мероприятий", [], ["Региональный координатор", "МОУО", "ИРО", "кураторы"], "regional"),
    ("План мероприятий", [], [], None),
    (None, [], [], None),
])
def test_level(title: str | None, approval: list[str], executors: list[str], level: str | None) -> None:
    assert find_level(title, approval, executors, None)[0] == level


def test_sources_are_asked_in_the_order_of_trust() -> None:
    passport = read_passport(title="План Рязанской области", front=["Опыт Тамбовской области"],
    source_path="RU-ME/план.pdf")
    assert passport.region_code == "RU-RYA"
    assert ("region", "title") in passport.sources
    passport = read_passport(title="План", front=["Опыт школ Тамбовской области"], source_path="RU-ME/план.pdf")
    assert passport.region_code == "RU-TAM"
    passport = read_passport(title="План", source_path="RU-ME/план.pdf")
    assert (passport.region_code, passport.region_name) == ("RU-ME", "Республика Марий Эл")
    passport = read_passport(title="План", source_path="Республика Марий Эл/план.pdf")
    assert passport.region_code == "RU-ME"
    passport = read_passport(title="План школ Сернурского муниципального района")
    assert passport.region_code == "RU-ME"
    assert read_passport(title="План", source_path="mari-el/plan.pdf").region_code is None


def test_two_candidates_of_equal_weight_are_a_doubt() -> None:
    passport = read_passport(title="План школ Рязанской и Тамбовской областей", front=["Рязанская область",
    "Тамбовская область"])
    assert passport.region_code is None
    assert [doubt.code for doubt in passport.doubts] == ["region-ambiguous"]


def test_a_city_district_is_the_municipality_only_in_its_own_plan() -> None:
    own = read_passport(title="План школ Советского района города Махачкалы")
    assert own.municipality == "Советский район города Махачкалы"
    other = read_passport(title="План", executors=["Отдел образования Советского района города Махачкалы"])
    assert other.municipality == "город Махачкала"


def test_period_gives_years_only_where_it_is_certain() -> None:
    assert read_passport(title="План на 2022 год").years is not None
    school = read_passport(title="План на 2022/2023 учебный год").years
    assert school is not None
    assert school.school
    assert read_passport(title="План на 2020-2022 годы").years is None
    from_terms = read_passport(title="План", terms=["сентябрь 2021 г.", "май 2021 г."])
    assert (from_terms.period_start, from_terms.period_end, from_terms.years) == (2021, 2021, None)


def test_period_of_sections() -> None:
    passport = read_passport(title="План", headings=["2021 год", "2022 год", "Кадры"])
    assert (passport.period_start, passport.period_end) == (2021, 2022)


def test_what_the_analyst_states_comes_first() -> None:
    stated = {"region_code": "RU-ME", "act_date": datetime.date(2021, 3, 29), "period_start": 2022, "period_end": 2022}
    passport = read_passport(title="План Рязанской области на 2021 год", stated=stated)
    assert (passport.region_code, passport.region_name) == ("RU-ME", "Республика Марий Эл")
    assert passport.act_date == datetime.date(2021, 3, 29)
    assert passport.years is not None
    assert passport.years.first == 2022
    wrong = read_passport(title="План", stated={"region_code": "RU-XX", "цвет": "синий"})
    assert [doubt.code for doubt in wrong.doubts] == ["sidecar-unknown"] * 2


@pytest.mark.parametrize(("name", "stated", "read"), [
    ("act_date", "2021-03-29", datetime.date(2021, 3, 29)),
    ("act_date", "29.03.2021", datetime.date(2021, 3, 29)),
    ("act_date", "9.3.2021", datetime.date(2021, 3, 9)),
    ("act_date", "весной", None),
    ("act_date", "31.02.2021", None),
    ("act_number", "67-од", "67-од"),
    ("act_number", 67, "67"),
    ("level", "municipal", "municipal"),
    ("level", "районный", None),
])
def test_a_stated_fact_is_taken_or_told(name: str, stated: object, read: object) -> None:
    passport = read_passport(title="План", stated={name: stated})
    assert getattr(passport, name) == read
    assert any(doubt.code == "sidecar-unknown" for doubt in passport.doubts) == (read is None)


@pytest.mark.parametrize(("cells", "posts"), [
    (["Иванова А.А., методист ММС"], {"Иванова А.А.": "методист ММС"}),
    (["А.А. Иванова – директор школы"], {"Иванова А.А.": "директор школы"}),
    (["заместитель директора Петров П. П."], {"Петров П.П.": "заместитель директора"}),
    (["Иванова А.А. (по согласованию)"], {}),
    (["Иванова А.А., методист", "Иванова А.А., директор"], {}),
    (["классные руководители"], {}),
    (["методист УО Зорина М.П.", "Зорина М.П., педагог-наставник"], {"Зорина М.П.": "методист УО"}),
])
def test_posts(cells: list[str], posts: dict[str, str]) -> None:
    assert {person: first for person, (first, *_) in find_posts(cells).items()} == posts


@pytest.mark.parametrize(("below", "headings", "years"), [
    ("2024 год", [], (2024, 2024)),
    ("2024-2025 уч. год", [], (2024, 2025)),
    ("2024 год", ["2024 год", "2025 год"], (2024, 2025)),
    ("План 2024 года выполнен.", [], (None, None)),
])
def test_the_line_below_the_title_tells_the_years(below: str, headings: list[str], years: tuple[int, int]) -> None:
    title = "Дорожная карта школы № 3"
    passport = read_passport(title=title, front=[title, below], headings=headings)
    assert (passport.period_start, passport.period_end) == years


def test_a_title_that_tells_the_end_alone_leaves_the_years_to_the_terms() -> None:
    passport = read_passport(title="План работы школ на период до 2027 года", terms=["май 2025 г.", "2025-2027 гг."])
    assert (passport.period_start, passport.period_end) == (2025, 2027)


@pytest.mark.parametrize(("front", "posts"), [
    (["Команда: Зорина М.П., завуч; Лапин К.К., старший методист."],
     {"Зорина М.П.": "завуч", "Лапин К.К.": "старший методист"}),
    (["Зорина М.П. – психолог, Лапин К.К. – завуч"], {"Зорина М.П.": "психолог", "Лапин К.К.": "завуч"}),
    (["методические службы\nЗорина М.П."], {"Зорина М.П.": "руководитель кружка"}),
    (["Куратор проекта – Зорина М.П., заместитель директора. Пары созданы."], {"Зорина М.П.": "заместитель директора"}),
    (["Пары ведёт Лапин К.К., завуч школы. Психолог – М.П. Зорина, завхоз – Белов Б.Б."],
     {"Лапин К.К.": "завуч школы", "Зорина М.П.": "Психолог", "Белов Б.Б.": "завхоз"}),
    (["Психолог – Зорина М.П., завуч – К.К. Лапин."], {"Зорина М.П.": "Психолог", "Лапин К.К.": "завуч"}),
    (["Группа: Зорина Мария Павловна, завуч; Лапин К.К., старший методист."],
     {"Зорина М.П.": "завуч", "Лапин К.К.": "старший методист"}),
    (["УТВЕРЖДАЮ", "Заведующая отделом", "образования района", "________ М.П. Зорина"],
     {"Зорина М.П.": "Заведующая отделом образования района"}),
])
def test_the_texts_before_the_table_tell_posts_better_than_its_cells(front: list[str], posts: dict[str, str]) -> None:
    found = find_posts(["Зорина М.П., руководитель кружка"], front)
    assert {person: first for person, (first, *_) in found.items()} == posts


def test_what_a_cell_says_directly_counts_before_all() -> None:
    front = ["Руководитель кружка – Зорина Мария Павловна, учитель физики школы № 3."]
    assert find_posts(["руководитель кружка Зорина М.П."], front) == {
        "Зорина М.П.": ("руководитель кружка", "учитель физики школы № 3", "Руководитель кружка")}


def test_an_appendix_of_an_approved_programme_has_its_act() -> None:
    act = find_act(["Приложение 3", "к основной программе,", "утверждённой приказом директора", "от 29.08.2024 № 7-ОД"])
    assert act is not None
    assert (act.number, str(act.date)) == ("7-ОД", "2024-08-29")
    assert find_act(["План составлен по программе, утверждённой приказом министра от 01.02.2020 № 5"]) is None


def test_an_order_on_a_line_of_its_own_approves() -> None:
    act = find_act(["Приложение 2", "Приказ № 14-о от 2.09.2023", "План работы"])
    assert act is not None
    assert act.number == "14-о"
    assert find_act(["Приказ Министерства просвещения от 31.05.2021 № 287 «О стандарте»"]) is None


def test_a_protocol_of_adoption_approves_where_no_order_does() -> None:
    front = ["Принято", "на заседании педагогического совета", "протокол № 2 от 31.08.2023"]
    act = find_act([*front, "План работы"])
    assert act is not None
    assert (act.kind, act.number) == ("протокол", "2")
    approved = find_act([*front, "УТВЕРЖДАЮ", "Директор школы", "Приказ № 77 от 01.09.2023"])
    assert approved is not None
    assert approved.number == "77"


def test_a_town_within_the_district_of_its_name_is_no_second_municipality() -> None:
    passport = read_passport(title="План работы лицея № 3 г. Ейска МО Ейский район на 2022 год")
    assert passport.municipality == "Ейский район"


@pytest.mark.parametrize(("title", "level"), [
    ("Дорожная карта ГБПОУ «Заречный колледж» Тверской области", "school"),
    ("План мероприятий для колледжей Тверской области", "regional"),
    ("План работы МБОУ СОШ № 5 Заречного муниципального района", "school"),
    ("Годовой план работы МОУ Заречная СОШ", "school"),
    ("План мероприятий муниципального бюджетного общеобразовательного учреждения «Школа»", "school"),
    ("План мероприятий в муниципальных общеобразовательных учреждениях", "municipal"),
    ("Муниципальная дорожная карта поддержки МБОУ СОШ № 1", "municipal"),
    ("Дорожная карта МОБУ СОШ с. Ключи МР Луговой район", "school"),
    ("План работы детского сада «Ромашка» Заречного района", "school"),
    ("План работы детских садов Заречного района", "municipal"),
    ("План по поддержке МБОУ, показавших низкие результаты, Заречного района", "municipal"),
    ("Комплекс мер в общеобразовательных организациях Заречной области", "regional"),
    ("План наставничества в ГБДОУ детский сад № 12 Заречного района", "school"),
    ("Дорожная карта введения программы в детских садах района", "municipal"),
    ("Дорожная карта перехода школы в эффективный режим", None),
])
def test_level_by_title(title: str, level: str | None) -> None:
    assert find_level(title, [], [], None)[0] == level


def test_letterhead_of_an_order_tells_the_level() -> None:
    front = ["УПРАВЛЕНИЕ ОБРАЗОВАНИЯ АДМИНИСТРАЦИИ ШИЛОВСКОГО РАЙОНА", "ПРИКАЗ", "от 01.03.2022 № 88"]
    assert read_passport(title=None, front=front).level == "municipal"


def test_order_approves_though_a_council_agreed() -> None:
    front = ["СОГЛАСОВАНО УТВЕРЖДАЮ", "на заседании совета Директор школы", "протокол № 1 от 29.08.2022 И.И. Петров",
             "приказ от 30.08.2022 № 214-ОД"]
    act = find_act(front)
    assert act is not None
    assert (act.kind, act.number) == ("приказ", "214-ОД")
