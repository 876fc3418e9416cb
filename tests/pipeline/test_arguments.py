"""The command line speaks Russian: its help, and its complaints about what was typed."""

from __future__ import annotations

import re

import pytest

from pipeline import cli

COMMANDS = ("ingest", "report", "compare", "show", "correct", "list", "executors", "explain-term", "schema")


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_has_no_english_sentence(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main([*command.split(), "--help"])
    shown = capsys.readouterr().out
    assert ended.value.code == cli.DONE
    assert shown.startswith("вызов: dorkarta")
    assert not re.search(r"usage|options|arguments|[a-z]{3,} [a-z]{3,} [a-z]{3,}", shown)


@pytest.mark.parametrize(("typed", "told"), [
    ("show", "dorkarta show: не указано: КОД"),
    ("forget", "dorkarta: КОМАНДА: 'forget' здесь не бывает, только: 'ingest', "),
    ("ingest --jobs many", "dorkarta ingest: --jobs: нужно число, а стоит 'many'"),
    ("ingest --fast", "dorkarta: лишнее: --fast"),
    ("ingest --raw", "dorkarta ingest: --raw: не указано значение"),
    ("report --by school", "dorkarta report: --by: 'school' здесь не бывает, только: 'region', "),
])
def test_complaints_say_what_is_wrong(typed: str, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(typed.split())
    assert ended.value.code == cli.USAGE
    assert told in capsys.readouterr().err
