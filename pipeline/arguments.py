"""Command line → options, as argparse reads it, with help and complaints in Russian."""

from __future__ import annotations

import argparse
import re
from typing import Any, NoReturn

HEADINGS = {"usage: ": "вызов: ", "positional arguments:": "что указать:", "options:": "ключи:"}
COMPLAINTS = (
    (r"the following arguments are required: (.+)", r"не указано: \1"),
    (r"argument (\S+): invalid choice: (\S+) \(choose from (.+)\)", r"\1: \2 здесь не бывает, только: \3"),
    (r"argument (\S+): invalid (?:int|float) value: (.+)", r"\1: нужно число, а стоит \2"),
    (r"argument (\S+): expected (?:at least )?one argument", r"\1: не указано значение"),
    (r"argument (\S+): ambiguous option: (.+)", r"\1: непонятно, какой из ключей: \2"),
    (r"ambiguous option: (\S+) could match (.+)", r"\1: непонятно, какой из ключей: \2"),
    (r"unrecognized arguments: (.+)", r"лишнее: \1"),
)


def in_russian(complaint: str) -> str:
    """A complaint of argparse in Russian; one that is not known stays as it is.

    >>> in_russian("the following arguments are required: КОД")
    'не указано: КОД'
    >>> in_russian("argument --jobs: invalid int value: 'x'")
    "--jobs: нужно число, а стоит 'x'"
    """
    for pattern, russian in COMPLAINTS:
        if match := re.fullmatch(pattern, complaint):
            return match.expand(russian)
    return complaint


class Parser(argparse.ArgumentParser):
    """argparse's parser whose own words are Russian; commands made below it are of this class too."""

    def __init__(self, prog: str | None = None, **options: Any):
        super().__init__(prog, **{**options, "add_help": False})
        self.add_argument("-h", "--help", action="help", help="показать эту справку")

    def format_usage(self) -> str:
        return _with_headings(super().format_usage())

    def format_help(self) -> str:
        return _with_headings(super().format_help())

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.format_usage()}{self.prog}: {in_russian(message)}\n")


def _with_headings(text: str) -> str:
    for english, russian in HEADINGS.items():
        text = re.sub(rf"^{english}", russian, text, flags=re.MULTILINE)
    return text
