"""The data set's tables, written once: every column's name, type and meaning.

Parquet, datapackage.json and docs/dataset.md are all made from this; the types are named as Arrow names them, so that
nothing heavy is imported here."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.vocabulary import FLAGS

SCHEMA_VERSION = "1.1"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `type` in Arrow's words («string», «list<int8>», «date32»)."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what a row is, its columns, and those that together name a row."""

    name: str
    row: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


BOXES = "list<struct<page:int32,x0:float32,top:float32,x1:float32,bottom:float32>>"


def _columns(text: str) -> tuple[Column, ...]:
    rows = (line.split("|") for line in text.strip().splitlines())
    return tuple(Column(name.strip(), kind.strip(), meaning.strip()) for name, kind, meaning in rows)


DOCUMENTS = Table("documents", "one distinct raw file", ("document_id",), _columns("""
document_id | string | first 16 hex digits of the file's SHA-256; the same bytes under two names are one document
source_path | string | path under data/raw, forward slashes; a member of an archive stands behind the archive's path
source_paths | list<string> | every path with these bytes
sha256 | string | SHA-256 of the file, hex
size_bytes | int64 | size of the file
format | string | pdf, docx, doc, rtf, odt, html, xlsx, csv, pptx, txt, md, image, djvu; null where it could not be told
title | string | as printed, lines folded
level | string | regional, municipal, school, or null
region_code | string | ISO 3166-2 (RU-ME)
region_name | string | its Russian name
municipality | string | nominative: «Сернурский муниципальный район»
act_number | string | number of the approving order
act_date | date32 | its date
period_start | int16 | first year that the plan covers
period_end | int16 | last year that the plan covers
layout | string | table, role-matrix, calendar-matrix, text; null where there is no plan in it
page_count | int32 | null where the format has no pages
ocr | bool | any page was read by OCR
ocr_confidence | float32 | 0..1, mean over its words, null without OCR
status | string | ok, partial (something is in issues with severity error), failed, empty (read, no roadmap in it)
error_code | string | of a failed document: a stable code
error | string | of a failed document: what happened and what to do next
measure_count | int32 | measures read
confidence | float32 | 0..1, of the whole document
"""))

MEASURES = Table("measures", "one measure (мероприятие)", ("measure_id",), _columns(f"""
measure_id | string | document_id + "-" + ordinal, four digits
document_id | string | as in documents
region_code | string | as in documents, repeated for notebooks
municipality | string | as in documents, repeated for notebooks
level | string | as in documents, repeated for notebooks
ordinal | int32 | 1.. in reading order
section_number | string | number of the heading above the row
section_title | string | text of the heading above the row
subsection_number | string | number of the second heading above the row
subsection_title | string | text of the second heading above the row
number | string | as printed, without the trailing dot; null for a sub-row or where the table has none
parent_number | string | for a sub-row, the number above it
group | int32 | printed row of a role matrix, else null
action | string | cell text, lines joined, hyphenation mended
term | string | cell text of the term column
executor | string | cell text of the executor column
result | string | cell text of the result column
extra | map<string,string> | further columns by their printed heading
page_first | int32 | 1-based, null without pages
page_last | int32 | 1-based, null without pages
boxes | {BOXES} | where it stands, PDF points from the page's upper left corner
themes | list<string> | codes of the theme list, the main one first
months | list<int8> | union over its terms
start | date32 | first day over its terms, null where the year is not certain
end | date32 | last day over its terms, null where the year is not certain
confidence | float32 | 0..1
flags | list<string> | what to look at: {', '.join(FLAGS)}
"""))

TERMS = Table("terms", "one component of a term cell", ("measure_id", "ordinal"), _columns("""
measure_id | string | as in measures
document_id | string | as in documents
ordinal | int16 | 1.. in the order of the cell
text | string | the component as printed
kind | string | interval, deadline, recurring, continuous, conditional, unspecified
months | list<int8> | calendar months in which it can take place
start | date32 | inclusive, null where the year is not certain
end | date32 | inclusive, null where the year is not certain
year_source | string | cell, section, period, act, or null: where the year came from
freq | string | of a recurring one: yearly, half-yearly, quarterly, monthly, weekly, daily
times | int16 | how often in each
rrule | string | RFC 5545, null where not recurring
edtf | string | ISO 8601-2 (EDTF) of the calendar part: `2021-10/2021-11`, `XXXX-09`, `../2021-09-15`
condition | string | the words that tie it to a plan or an event
confidence | float32 | 0..1
"""))

EXECUTORS = Table("executors", "one executor of a measure", ("measure_id", "ordinal"), _columns("""
measure_id | string | as in measures
document_id | string | as in documents
ordinal | int16 | 1.. in the order of the cell
text | string | the mention as printed
executor_id | string | a stable slug; one role or organisation has one id in all documents
label | string | canonical Russian name, nominative, abbreviations written out
kind | string | authority, methodological-service, assessment-centre, coordinator, school, head, teacher, curator, …
level | string | federal, regional, municipal, school, other
person | string | a named person («Фамилия И.О.»), else null; never part of label
method | string | exact, definition (the document explains it), abbreviation, fuzzy, derived (new to the registry)
score | float32 | 0..1
"""))

ISSUES = Table("issues", "something lost or doubtful", (), _columns("""
document_id | string | as in documents
source_path | string | as in documents
measure_id | string | null for a whole document or page
page | int32 | 1-based
severity | string | error (something could not be read), warning (read, doubtful)
code | string | a stable code
message | string | a sentence for a person
text | string | the text at stake
"""))

MATCH_KEY = ("measure_id_a", "measure_id_b")
MATCHES = Table("matches", "a pair of corresponding measures of two documents", MATCH_KEY, _columns("""
measure_id_a | string | the smaller of the two ids
measure_id_b | string | the greater of the two ids
document_id_a | string | document of the first
document_id_b | string | document of the second
relation | string | same (one measure in other words), related (same purpose, other step)
score | float32 | 0..1
"""))

CELLS = Table("cells", "one printed cell of a measure, and where it stands", ("measure_id", "ordinal"), _columns(f"""
measure_id | string | as in measures
document_id | string | as in documents
ordinal | int16 | 1.. within the measure
column | string | number, action, term, executor, result, or the printed heading of a further column
text | string | the cell's text as in measures
raw | string | the text as OCR gave it, where it was mended, else null
confidence | float32 | 0..1
doubtful | list<string> | words that OCR read with doubt
boxes | {BOXES} | where it stands, PDF points from the page's upper left corner
table_index | int32 | table of the file, from 0, in formats without pages
row_index | int32 | row of the table, from 0
cell_index | int32 | column of the table, from 0
paragraph_index | int32 | paragraph of the cell, from 0, where the measure has only that
line_first | int32 | first line in a text file, from 1
line_last | int32 | last line in a text file, from 1
"""))

TABLES = (DOCUMENTS, MEASURES, TERMS, EXECUTORS, ISSUES, MATCHES, CELLS)


def dictionary() -> str:
    """The data dictionary as Markdown: docs/dataset.md is this text, a test holds them equal.

    >>> dictionary().splitlines()[0]
    '# The data set'
    """
    lines = [
        "# The data set", "",
        f"Made from `pipeline/schema.py` by `dorkarta schema`; schema version {SCHEMA_VERSION}.",
        "`make ingest` publishes these tables as `NAME.parquet` with `datapackage.json` beside them; null means that",
        "the document does not tell, an empty string is never written.", "",
    ]
    for table in TABLES:
        lines += [f"## {table.name}: one row per {table.row.removeprefix('one ').removeprefix('a ')}", ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        lines += [f"| {c.name} | {c.type.replace('|', '')} | {c.meaning} |" for c in table.columns]
        lines.append("")
    return "\n".join(lines)
