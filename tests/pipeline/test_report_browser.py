"""The report in a real headless Chromium: filters, search, sorting, cards, links, copying, keyboard, no errors."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline import report
from tests.pipeline.sample_data import measure, publish

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="no Chromium with chromedriver here (Debian: chromium chromium-driver)"
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("browser")
    (folder / "raw").mkdir()
    (folder / "raw" / "a.txt").write_text("план", "utf-8")
    data = publish(
        folder / "data",
        {
            "a.txt": [
                measure("Назначение кураторов ШНОР", months=[5]),
                measure("<b>Семинар</b> для учителей", months=[3, 4]),
                *(measure(f"Олимпиада по физике, тур {at}", months=[at % 12 + 1]) for at in range(70)),
            ],
            "b.docx": [
                measure("Закрепление кураторов за школами с низкими результатами", months=[9], executor="директор"),
                measure("Родительские собрания по итогам четверти", months=[]),
            ],
        },
    )
    return report.write(data, folder / "out", folder / "raw").html


@pytest.fixture(scope="module")
def driver(page: Path) -> Iterator:
    from selenium import webdriver
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--force-prefers-reduced-motion",
        "--window-size=1400,1000",
    ):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=Service(DRIVER))
    yield browser
    browser.quit()


@pytest.fixture
def opened(driver, page: Path):
    driver.get(page.as_uri())
    return driver


def texts(driver, selector: str) -> list[str]:
    return driver.execute_script("return [...document.querySelectorAll(arguments[0])].map(e => e.innerText)", selector)


def choose(driver, name: str, value: str) -> None:
    driver.execute_script(
        """const field = document.getElementById(arguments[0]); field.value = arguments[1];
        field.dispatchEvent(new Event('input', {bubbles: true}));
        field.dispatchEvent(new Event('change', {bubbles: true}));""",
        f"f-{name}",
        value,
    )
    wait(driver)


def press(driver, selector: str) -> None:
    """Press a button; in the middle of the window, where the fixed heading does not cover it."""
    button = driver.find_element("css selector", selector)
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
    button.click()


def wait(driver) -> None:
    driver.execute_async_script("setTimeout(arguments[0], 180)")


def found(driver) -> int:
    return int(texts(driver, "#found")[0].split()[1])


def option(driver, name: str, label: str) -> str:
    return driver.execute_script(
        "return [...document.getElementById(arguments[0]).options].find(o => o.text === arguments[1]).value",
        f"f-{name}",
        label,
    )


def test_it_opens_without_errors_and_shows_the_first_rows(opened) -> None:
    assert found(opened) == 74
    assert len(texts(opened, "#all tbody tr")) == 60
    assert len(texts(opened, "figure.chart svg")) >= 3
    assert [entry for entry in opened.get_log("browser") if entry["level"] in ("SEVERE", "WARNING")] == []


@pytest.mark.parametrize(
    ("name", "label", "count"),
    [
        ("region", "Тульская область", 74),
        ("plan", "b район", 2),
        ("month", "сентябрь", 7),
        ("month", "без срока", 1),
        ("theme", "Семья и сообщество", 1),
        ("level", "муниципальный", 74),
    ],
)
def test_filters(opened, name: str, label: str, count: int) -> None:
    choose(opened, name, option(opened, name, label))
    assert found(opened) == count


def test_search_and_executor_work_together_and_reset_ends_them(opened) -> None:
    choose(opened, "text", "КУРАТОР школ")
    assert found(opened) == 1
    choose(opened, "executor", "методич")
    assert found(opened) == 0
    assert "ничего не подходит" in texts(opened, "#all tbody")[0]
    press(opened, "#clear")
    assert found(opened) == 74


def test_a_plan_filter_hides_the_rows_of_other_plans(opened) -> None:
    choose(opened, "plan", option(opened, "plan", "b район"))
    assert texts(opened, "#plans tbody tr:not([hidden]) th") == ["b район"]


def test_sorting_both_ways(opened) -> None:
    press(opened, "#all thead button[data-sort=having]")
    press(opened, "#all thead button[data-sort=having]")
    assert (
        "есть то же" in texts(opened, "#all tbody tr td:last-child")[0]
        or "другое время" in texts(opened, "#all tbody tr td:last-child")[0]
    )
    column = "#plans thead th:nth-child(6) button"
    press(opened, column)
    assert texts(opened, "#plans tbody td:nth-child(6)") == ["2", "72"]
    press(opened, column)
    assert texts(opened, "#plans tbody td:nth-child(6)") == ["72", "2"]


def test_more_rows_on_demand(opened) -> None:
    press(opened, "#more")
    assert len(texts(opened, "#all tbody tr")) == 74


def test_a_card_opens_by_keyboard_and_shows_correspondences(opened) -> None:
    from selenium.webdriver.common.keys import Keys

    choose(opened, "text", "назначение кураторов")
    opened.find_element("css selector", "#all .open").send_keys(Keys.ENTER)
    card = texts(opened, "#card")[0]
    assert "Закрепление кураторов" in card
    assert "то же" in card
    assert opened.find_element("css selector", "#card a").get_attribute("href").endswith("/raw/a.txt")
    opened.find_element("css selector", "#card").send_keys(Keys.ESCAPE)
    assert not opened.execute_script("return document.getElementById('card').open")


def test_text_of_documents_stays_text(opened) -> None:
    choose(opened, "text", "семинар")
    assert texts(opened, "#all tbody td:nth-child(3)") == ["<b>Семинар</b> для учителей"]


def test_gaps_follow_the_plan_and_the_filters(opened) -> None:
    choose(opened, "plan", option(opened, "plan", "b район"))
    assert any("Олимпиада" in line for line in texts(opened, "#gap-table tbody tr"))
    choose(opened, "text", "семинар")
    assert len(texts(opened, "#gap-table tbody tr")) == 1


def test_a_table_is_copied_as_text(opened) -> None:
    opened.execute_script(
        "window.copied = ''; navigator.clipboard.writeText = t => { copied = t; return Promise.resolve(); }"
    )
    press(opened, "#covered .copy")
    lines = opened.execute_script("return copied").splitlines()
    assert lines[0].startswith("План\tМероприятий")
    assert len(lines) == 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_stand_out_in_light_and_dark(opened, theme: str, tmp_path: Path) -> None:
    opened.execute_script("document.documentElement.dataset.theme = arguments[0]", theme)
    ink, paper = opened.execute_script("""const s = getComputedStyle(document.querySelector('section'));
        return [getComputedStyle(document.body).color, s.backgroundColor]""")
    assert contrast(ink, paper) >= 7
    assert opened.save_screenshot(str(tmp_path / f"{theme}.png"))


def contrast(one: str, two: str) -> float:
    def light(colour: str) -> float:
        parts = [int(part) / 255 for part in colour[colour.index("(") + 1 : -1].split(",")[:3]]
        parts = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    bright, dim = sorted((light(one), light(two)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def test_links_within_the_page_lead_somewhere(opened) -> None:
    assert opened.execute_script(
        "return [...document.querySelectorAll('nav a')].every(a => document.getElementById(a.hash.slice(1)))"
    )


@pytest.mark.parametrize("table", ["themes", "months", "levels"])
def test_a_number_leads_to_the_measures_that_it_counts(opened, table: str) -> None:
    cells = opened.execute_script("return document.querySelectorAll(`#${arguments[0]} tbody td`).length", table)
    led = 0
    for at in range(cells):
        count, told = opened.execute_script(
            """const cell = document.querySelectorAll(`#${arguments[0]} tbody td`)[arguments[1]];
            document.getElementById("clear").click(); cell.click();
            return [cell.textContent.trim(), document.getElementById("found").textContent];""",
            table,
            at,
        )
        last = table == "levels" and at % 6 == 5  # those without an executor are no level
        if count != "—" and not last:
            assert told.startswith(f"Мероприятий: {count} из"), (at, count, told)
            led += 1
    assert led >= 2


def test_printed_tables_repeat_their_heads_on_each_page(opened) -> None:
    import base64

    import pypdfium2

    with pypdfium2.PdfDocument(base64.b64decode(opened.print_page())) as printed:
        told = [page.get_textpage().get_text_range() for page in printed]
    of_measures = [text for text in told if "Олимпиада по физике" in text]
    assert len(of_measures) >= 2
    assert all("Исполнитель" in text for text in of_measures)
