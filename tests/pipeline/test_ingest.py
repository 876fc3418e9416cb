"""The run as a whole, on small documents: what is read again, what a bad file costs, what a kill leaves."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from pipeline import cli
from pipeline.ingest import Busy, Options, _lock, ingest

PLAN = """Дорожная карта школ Лугового района на 2022 год
№ п/п\tМероприятие\tСрок\tОтветственные
1\tНазначение кураторов школ\tсентябрь\tотдел образования
2\tПроведение семинаров\tоктябрь - ноябрь\tметодист
3\tПодведение итогов\tдекабрь\tотдел образования
"""


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "план.txt").write_text(PLAN, "utf-8")
    return folder


def run(raw: Path, **changes) -> tuple[object, Path]:
    out = raw.parent / "out"
    return ingest(Options(raw, out, jobs=1, **changes)), out


def table(out: Path, name: str) -> pd.DataFrame:
    return pd.read_parquet(out / f"{name}.parquet")


def test_a_plan_becomes_tables(raw: Path) -> None:
    done, out = run(raw)
    document = table(out, "documents").iloc[0]
    assert (document["status"], document["measure_count"], document["municipality"]) == ("ok", 3, "Луговой район")
    measures = table(out, "measures")
    assert list(measures["action"]) == ["Назначение кураторов школ", "Проведение семинаров", "Подведение итогов"]
    assert str(measures["start"].iloc[1]) == "2022-10-01"
    assert list(table(out, "terms")["year_source"]) == ["period"] * 3
    places = table(out, "cells")
    assert set(places["column"]) == {"action", "term", "executor"}
    assert done.read == ["план.txt"]


def test_a_plan_without_a_year_is_told(raw: Path) -> None:
    (raw / "план.txt").write_text(PLAN.replace(" на 2022 год", ""), "utf-8")
    _, out = run(raw)
    assert table(out, "measures")["start"].isna().all()
    (told,) = table(out, "issues").query("code == 'no-period'")["message"]
    assert "без дат мероприятий: 3. Назовите period_start" in told
    (raw / "план.txt").write_text(PLAN, "utf-8")
    run(raw)
    assert "no-period" not in set(table(out, "issues")["code"])


def test_a_body_named_by_one_word_is_the_only_one_of_its_kind(raw: Path) -> None:
    plan = PLAN.replace("сентябрь\tотдел образования", "сентябрь\tкомитет образования города Лугового")
    (raw / "план.txt").write_text(plan.replace("декабрь\tотдел образования", "декабрь\tКомитет"), "utf-8")
    _, out = run(raw)
    found = table(out, "executors")
    assert found["label"].iloc[-1] == found["label"].iloc[0] == "комитет образования"
    assert (found["text"].iloc[-1], found["method"].iloc[-1]) == ("Комитет", "definition")


def test_bare_figures_count_what_their_column_says(raw: Path) -> None:
    plan = PLAN.replace("Срок", "Квартал").replace("сентябрь", "I").replace("октябрь - ноябрь", "II-III")
    (raw / "план.txt").write_text(plan.replace("декабрь", "IV"), "utf-8")
    _, out = run(raw)
    found = [list(months) for months in table(out, "measures")["months"]]
    assert found == [[1, 2, 3], [4, 5, 6, 7, 8, 9], [10, 11, 12]]
    assert list(table(out, "measures")["term"]) == ["I", "II-III", "IV"]


def test_an_unchanged_document_is_not_read_again(raw: Path) -> None:
    run(raw)
    again, out = run(raw)
    assert (again.read, again.unchanged) == ([], ["план.txt"])
    assert len(table(out, "measures")) == 3
    forced, _ = run(raw, force=True)
    assert forced.read == ["план.txt"]


def test_a_removed_document_leaves_the_data_set(raw: Path) -> None:
    (raw / "второй.txt").write_text(PLAN.replace("Лугового", "Лесного"), "utf-8")
    run(raw)
    (raw / "второй.txt").unlink()
    done, out = run(raw)
    assert done.removed == 1
    assert list(table(out, "documents")["source_path"]) == ["план.txt"]


def test_two_like_plans_match(raw: Path) -> None:
    (raw / "второй.txt").write_text(PLAN.replace("Лугового", "Лесного"), "utf-8")
    _, out = run(raw)
    matches = table(out, "matches")
    assert len(matches[matches["relation"] == "same"]) >= 3
    assert (matches["measure_id_a"] < matches["measure_id_b"]).all()


def test_bad_files_cost_only_themselves(raw: Path) -> None:
    (raw / "пустой.pdf").write_bytes(b"")
    (raw / "битый.docx").write_bytes(b"PK\x03\x04" + b"x" * 50)
    (raw / "битый.pdf").write_bytes(b"%PDF-1.7\n" + b"\0" * 100)
    (raw / "картинка.exe").write_bytes(b"MZ" + os.urandom(200))
    _, out = run(raw)
    documents = table(out, "documents").set_index("source_path")
    assert documents.loc["план.txt", "status"] == "ok"
    bad = documents.drop("план.txt")
    assert set(bad["status"]) == {"failed"}
    assert bad["error_code"].notna().all()
    assert bad["error"].str.len().min() > 20
    assert set(table(out, "issues")["source_path"]) >= set(bad.index)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Положение о школьной форме\nФорма носится с сентября по май.\n", "таблицы в документе нет"),
        ("№\tПоказатель\tЗначение\n1\tДоля учителей с категорией\t45 %\n2\tДоля школ с интернетом\t90 %\n", "таблиц 1"),
        (
            "№\n1\n2\n3\n\nМероприятия\nПроведение недели детской\nкниги\nОбновление книжных выставок\n\n"
            "Сроки\nмарт\n\nОтветственные\nбиблиотекарь\n",
            "столбцы таблицы в этом тексте стоят порознь",
        ),
    ],
)
def test_a_document_without_a_plan_is_told_with_the_reason(
    raw: Path, text: str, why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (raw / "иное.txt").write_text(text, "utf-8")
    cli.main(["ingest", "--raw", str(raw), "--out", str(raw.parent / "out"), "--jobs", "1"])
    out = raw.parent / "out"
    documents = table(out, "documents").set_index("source_path")
    issues = table(out, "issues")
    told = issues[issues["document_id"] == documents.loc["иное.txt", "document_id"]].set_index("code")["message"]
    assert documents.loc["иное.txt", "status"] == "empty"
    assert why in told["no-plan"]
    assert f"иное.txt — {told['no-plan']}" in capsys.readouterr().out


def test_an_archive_gives_its_members(raw: Path) -> None:
    with zipfile.ZipFile(raw / "планы.zip", "w") as archive:
        archive.writestr("папка/план.txt", PLAN.replace("Лугового", "Лесного"))
    _, out = run(raw)
    assert sorted(table(out, "documents")["source_path"]) == ["план.txt", "планы.zip/папка/план.txt"]


def test_a_sidecar_states_what_the_document_does_not(raw: Path) -> None:
    run(raw)
    (raw / "план.txt.toml").write_text('region_code = "RU-ME"\nact_number = "7"\n', "utf-8")
    done, out = run(raw)
    document = table(out, "documents").iloc[0]
    assert done.read == ["план.txt"]
    facts = tuple(document[name] for name in ("region_code", "region_name", "act_number"))
    assert facts == ("RU-ME", "Республика Марий Эл", "7")


@pytest.mark.parametrize(("name", "text"), [
    ("executors.toml", "[[executor]\n"),
    ("executors.toml", '[[executor]]\nlabel = "РМК"\n'),
    ("themes.toml", "theme = 3"),
])
def test_an_ill_formed_registry_stops_the_run_before_it_begins(raw: Path, name: str, text: str, capsys) -> None:
    _, out = run(raw)
    (raw / name).write_text(text, "utf-8")
    assert cli.main(["ingest", "--raw", str(raw), "--out", str(out), "--jobs", "1"]) == cli.USAGE
    assert name in capsys.readouterr().err
    assert list(table(out, "documents")["status"]) == ["ok"]


def test_a_sidecar_of_no_document_is_told(raw: Path) -> None:
    (raw / "плн.txt.toml").write_text('region_code = "RU-ME"\n', "utf-8")
    _, out = run(raw)
    documents = table(out, "documents").set_index("source_path")
    assert documents.loc["плн.txt.toml", "error_code"] == "sidecar-orphan"
    assert documents.loc["план.txt", "status"] == "ok"


def test_the_sidecar_printed_in_the_readme_works(raw: Path) -> None:
    text = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
    printed = re.search(r"\n((?: {7}\w+ = .*\n)+)", text)
    assert printed, "the README shows no sidecar"
    (raw / "план.txt.toml").write_text(textwrap.dedent(printed[1]), "utf-8")
    _, out = run(raw)
    document = table(out, "documents").iloc[0]
    facts = (document["status"], document["region_code"], document["municipality"], str(document["act_date"]))
    assert facts == ("ok", "RU-ME", "Сернурский муниципальный район", "2021-03-29")


def test_only_leaves_the_others_published(raw: Path) -> None:
    (raw / "второй.txt").write_text(PLAN.replace("Лугового", "Лесного"), "utf-8")
    run(raw)
    _, out = run(raw, only="второй.txt", force=True)
    assert len(table(out, "documents")) == 2
    assert len(table(out, "measures")) == 6


def test_two_runs_at_once_do_no_harm(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out = run(raw)
    with _lock(out):
        with pytest.raises(Busy):
            run(raw)
        assert cli.main(["ingest", "--raw", str(raw), "--out", str(out)]) == cli.BUSY
    assert "другой запуск" in capsys.readouterr().err


def test_a_killed_run_leaves_the_published_data_set_whole(raw: Path) -> None:
    _, out = run(raw)
    for n in range(12):
        (raw / f"план {n}.txt").write_text(PLAN.replace("Лугового", "Лесного").replace("2022", str(2010 + n)), "utf-8")
    command = [sys.executable, "-m", "pipeline", "ingest", "--raw", str(raw), "--out", str(out), "--jobs", "1"]
    for seconds in (0.3, 1.2, 2.5):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                   cwd=Path(__file__).parents[2])
        time.sleep(seconds)
        process.send_signal(signal.SIGKILL)
        process.wait()
        counts = {len(table(out, "documents")), len(set(table(out, "measures")["document_id"]))}
        assert counts in ({1}, {13})
    done, out = run(raw)
    assert len(table(out, "documents")) == 13
    assert len(done.read) + len(done.unchanged) == 13


@pytest.mark.parametrize(("arguments", "code"), [
    (["ingest", "--raw", "/нет такой папки"], cli.USAGE),
    (["ingest", "--jobs", "0"], cli.USAGE),
    (["list", "--data", "/нет такой папки"], cli.USAGE),
    (["explain-term", "сентябрь", "--year", "когда-нибудь"], cli.USAGE),
    (["explain-term", "октябрь - ноябрь", "--year", "2021/2022"], cli.DONE),
    (["schema"], cli.DONE),
])
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(arguments) == code
    shown = capsys.readouterr()
    assert shown.err if code else shown.out


def test_exit_code_tells_to_look(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = str(raw.parent / "out")
    assert cli.main(["ingest", "--raw", str(raw), "--out", out]) == cli.DONE
    (raw / "пустой.pdf").write_bytes(b"")
    assert cli.main(["ingest", "--raw", str(raw), "--out", out]) == cli.LOOK
    assert "пустой.pdf" in capsys.readouterr().out


def test_dry_run_reads_nothing(raw: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = raw.parent / "out"
    assert cli.main(["ingest", "--raw", str(raw), "--out", str(out), "--dry-run"]) == cli.DONE
    assert "план.txt" in capsys.readouterr().out
    assert not out.exists()


def test_dry_run_knows_sidecars_and_members_of_archives(raw: Path) -> None:
    (raw / "план.txt.toml").write_text('act_number = "5"\n', "utf-8")
    with zipfile.ZipFile(raw / "письмо.zip", "w") as archive:
        archive.writestr("другой.txt", PLAN.replace("Лугового", "Лесного"))
    assert sorted(run(raw, dry_run=True)[0].to_read) == ["письмо.zip/другой.txt", "план.txt"]
    run(raw)
    assert run(raw, dry_run=True)[0].to_read == []
    (raw / "план.txt.toml").write_text('act_number = "6"\n', "utf-8")
    assert run(raw, dry_run=True)[0].to_read == ["план.txt"]
