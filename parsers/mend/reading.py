"""What OCR broke, mended over a whole document: words by the dictionary and the document's own words, numbers by
their sequence, terms by their closed vocabulary, cells by those that repeat. A mended line keeps its text in `raw`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from normalizers.terms import fold_term, term_likeness
from parsers.document import Block, Cell, Document, Grid, Line
from parsers.mend import broken, endings, headings, mentions, shapes, spaces
from parsers.mend import cells as mend_cells
from parsers.mend import words as mend_words
from parsers.mend.lines import each_cell, each_text, lines_of, mended
from parsers.mend.numbers import NUMBER, mend_numbers

HEAD = re.compile(r"^[№Nn][eо°]?( ?)[пн]/[а-яa-z]$")
SURE_NUMBER = 0.85
ROUND_PAIR = "ОО"  # «общеобразовательная организация»: the abbreviation that OCR breaks most


def mend_document(document: Document) -> Document:
    """The document with what OCR surely broke mended; lines that are not OCR's stay as they are.

    A mended line has `raw`; its `doubtful` words are those that stay in doubt.
    """
    if not any(line.confidence is not None for block in document.blocks for line in lines_of(block)):
        return document
    seen = sure_words(document)
    pairs = spaces.pairs_of([line for block in document.blocks for line in lines_of(block)])
    years = headings.known_years(document.blocks)
    blocks = [each_text(block, lambda lines: mend_lines(lines, seen, pairs)) for block in document.blocks]
    blocks = [each_text(b, lambda lines: tuple(headings.with_years(line, years) for line in lines)) for b in blocks]
    blocks = headings.mend_headings(blocks)
    blocks = [mend_frame(block) if isinstance(block, Grid) else block for block in blocks]
    blocks = mend_number_columns(blocks)
    blocks = [mend_terms(block) if isinstance(block, Grid) else block for block in blocks]
    if seen[ROUND_PAIR] >= mend_cells.COMMON:
        blocks = [each_cell(block, mend_cells.with_pairs) for block in blocks]
    return replace(document, blocks=tuple(mentions.mend_mentions(mend_cells.mend_repeated(blocks))))


def sure_words(document: Document) -> Counter[str]:
    """How often each word of the document was read without doubt, in lower case."""
    seen: Counter[str] = Counter()
    for block in document.blocks:
        for line in lines_of(block):
            seen.update(w.lower() for w in mend_words.RUSSIAN.findall(line.text) if w not in line.doubtful)
            seen.update(token for token in line.text.replace(",", " ").split() if token == ROUND_PAIR)
    return seen


def mend_lines(lines: tuple[Line, ...], seen: Counter[str], pairs: Mapping[str, int]) -> tuple[Line, ...]:
    """Lines of one text, word by word; a word that runs over a line end is mended as one."""
    lines = broken.without_marks_after_hyphens(lines)
    cut = [line.text.endswith("-") or broken.cut_word(line, below) for line, below in pairwise(lines)] + [False]
    single = tuple(mend_line(line, seen, at > 0 and cut[at - 1], cut[at]) for at, line in enumerate(lines))
    last = len(lines) - 1
    spaced = tuple(with_spaces(line, seen, pairs, cut[at], at < last) for at, line in enumerate(single))
    return endings.with_plurals(broken.mend_hyphenated(spaced, seen))


def with_spaces(line: Line, seen: Counter[str], pairs: Mapping[str, int], cut: bool, goes_on: bool) -> Line:
    """A line with the spaces that OCR lost; `cut`: its end cuts a word, which stays; `goes_on`: a line follows."""
    if line.confidence is None:
        return line
    tokens = spaces.BEFORE_YEAR.sub(r"\1 ", line.text).split()
    for at, token in enumerate(tokens):
        match = mend_words.TOKEN.match(token)
        last = at == len(tokens) - 1
        if match is None or (last and (cut or match[3].startswith("-"))):
            continue
        two = spaces.parted(match[2], seen, pairs, goes_on=not match[3] and (goes_on or not last))
        if two:
            tokens[at] = match[1] + two + match[3]
    return mended(line, " ".join(tokens)) if " ".join(tokens) != " ".join(line.text.split()) else line


def mend_line(line: Line, seen: Counter[str], goes_on: bool = False, cut: bool = False) -> Line:
    """A line with specks taken out and its unknown words mended; the parts of broken words at its ends are left alone.

    `goes_on`: it begins with the second part of a word; `cut`: it ends with a first one, with or without a hyphen.
    """
    if line.confidence is None:
        return line
    text = shapes.with_semicolons(shapes.without_stray_stops(mend_words.without_specks(line.text)))
    tokens = mend_words.with_hyphens(text).split()
    changed: list[str] = []
    for at, token in enumerate(tokens):
        if token.rstrip(",") in ("оо", "Оо") or (
            mend_words.two_round(token.rstrip(".,;:")) and pair_stands_here(tokens, at, seen)
        ):
            if not changed or changed[-1] != ROUND_PAIR:
                changed.append(ROUND_PAIR + ("," if token.endswith(",") else ""))
            continue
        match = mend_words.TOKEN.match(token)
        before, word, after = match.groups() if match else ("", token, "")
        part = (at == len(tokens) - 1 and (cut or after.startswith("-"))) or (at == 0 and goes_on)
        better = None if part else mend_words.mend_word(word, seen, sure=word not in line.doubtful)
        better = better or mend_words.mend_abbreviation(word, seen, sure=word not in line.doubtful)
        changed.append(before + (better or word) + after)
    return mended(line, " ".join(changed))


def pair_stands_here(tokens: Sequence[str], at: int, seen: Counter[str]) -> bool:
    """Whether «ОО» can stand at a place: the document has it elsewhere, or the token cannot be a number."""
    token = tokens[at]
    return seen[ROUND_PAIR] > 0 or "@" in token or "©" in token


# --- numbers


def mend_frame(grid: Grid) -> Grid:
    """The heading «№ п/п», the row that numbers the columns («1 2 3 4»), and specks at the ends of cells, mended.

    A row numbers the columns where every cell is short, and most hold the number of their column.
    """
    cells = [mend_head(trimmed(cell)) for cell in grid.cells]
    for row in range(min(4, grid.n_rows)):
        here = [cell for cell in cells if cell.row == row and cell.lines]
        if is_index_row(here):
            cells = [renumbered(cell) if cell.row == row else cell for cell in cells]
    return replace(grid, cells=tuple(cells))


def is_index_row(cells: Sequence[Cell]) -> bool:
    """«1 | 2 | 3 | 4» below the headings, of which OCR has read most."""
    if len(cells) < 3 or any(len(c.lines) > 1 or len(c.lines[0].text) > 4 or c.col_end > c.col + 1 for c in cells):
        return False
    exact = sum(cell.lines[0].text.strip(".") == str(cell.col + 1) for cell in cells)
    near = sum(str(cell.col + 1) in cell.lines[0].text for cell in cells)
    return (exact >= 2 and 3 * near >= 2 * len(cells)) or near == len(cells)


def renumbered(cell: Cell) -> Cell:
    """A cell of the row that numbers the columns, as it must be; one that OCR left empty has an empty `raw`."""
    number = str(cell.col + 1)
    if not cell.lines:
        return replace(cell, lines=(Line(number, cell.box, confidence=0.5, raw=""),))
    line = cell.lines[0]
    return cell if line.confidence is None else replace(cell, lines=(mended(line, number),))


def mend_head(cell: Cell) -> Cell:
    """A cell of the first rows with «№ п/п» as it is printed."""
    if cell.row > 1 or len(cell.lines) != 1 or cell.lines[0].confidence is None:
        return cell
    line = cell.lines[0]
    return replace(cell, lines=(mended(line, HEAD.sub(r"№\1п/п", line.text)),))


def trimmed(cell: Cell) -> Cell:
    """The cell without lone letters and dashes at its ends, where no page cuts it."""
    if not cell.lines or any(line.confidence is None for line in cell.lines):
        return cell
    first, *rest = cell.lines
    lines = [first if cell.open_top else mended(first, shapes.without_start(first.text)), *rest]
    if not cell.open_bottom:
        lines[-1] = mended(lines[-1], shapes.without_end(lines[-1].text))
    return replace(cell, lines=tuple(lines))


def mend_number_columns(blocks: Sequence[Block]) -> list[Block]:
    """The first columns of numbers of all grids, read as one sequence."""
    grids = [at for at, block in enumerate(blocks) if isinstance(block, Grid) and has_numbers(block)]
    places: list[tuple[int, int]] = []
    texts: list[str] = []
    sure: list[bool] = []
    for at in grids:
        grid_cells = blocks[at].cells  # type: ignore[union-attr]
        index_rows = {r for r in range(4) if is_index_row([c for c in grid_cells if c.row == r and c.lines])}
        for index, cell in enumerate(grid_cells):
            if (
                cell.row not in {0} | index_rows
                and cell.col == 0
                and cell.col_end == 1
                and len(cell.lines) == 1
                and is_numeric(cell)
            ):
                places.append((at, index))
                texts.append(cell.lines[0].text.strip())
                sure.append((cell.lines[0].confidence or 0.0) >= SURE_NUMBER)
    result = list(blocks)
    for (at, index), better in zip(places, mend_numbers(texts, sure), strict=True):
        if better is not None:
            grid = result[at]
            assert isinstance(grid, Grid)
            cell = grid.cells[index]
            if cell.lines[0].confidence is not None:
                better_cell = replace(cell, lines=(mended(cell.lines[0], better),))
                result[at] = replace(grid, cells=(*grid.cells[:index], better_cell, *grid.cells[index + 1 :]))
    return result


def has_numbers(grid: Grid) -> bool:
    """Whether most cells of the first column are numbers."""
    cells = [cell for cell in grid.cells if cell.col == 0 and cell.col_end == 1 and cell.lines]
    return 2 * sum(bool(NUMBER.fullmatch(cell.lines[0].text.strip())) for cell in cells) >= max(1, len(cells))


def is_numeric(cell: Cell) -> bool:
    """Whether a cell of a column of numbers can hold one: no heading."""
    text = cell.lines[0].text.strip()
    return len(text) <= 9 and (any(c.isdigit() for c in text) or len(text) <= 2)


# --- terms


def mend_terms(grid: Grid) -> Grid:
    """Cells of a column of terms that hold no term, as the nearest text of the closed vocabulary."""
    columns: dict[int, list[Cell]] = {}
    for cell in grid.cells:
        if cell.col_end == cell.col + 1 and cell.lines:
            columns.setdefault(cell.col, []).append(cell)
    better: dict[Cell, Cell] = {}
    for cells in columns.values():
        likeness = [term_likeness(mend_cells.text_of(cell)) for cell in cells]
        if sum(likeness) < 0.5 * len(cells):
            continue
        for cell in cells:
            if cell.row > 0 and all(line.confidence is not None for line in cell.lines):
                whole = replace(cell, lines=tuple(mended(line, term_shapes(line.text)) for line in cell.lines))
                folded = folded_term(mend_cells.text_of(whole))
                better[cell] = (mend_cells.with_text(whole, folded) if folded else None) or whole
    return replace(grid, cells=tuple(better.get(cell, cell) for cell in grid.cells))


def term_shapes(text: str) -> str:
    """A line of a term with its Roman numerals and full stops."""
    return shapes.with_full_stops(shapes.with_quarters(text))


def folded_term(text: str) -> str | None:
    """The term that a misread text must be; a lone letter at its end is a speck.

    >>> folded_term("сентлбрь"), folded_term("август у"), folded_term("май")
    ('сентябрь', 'август', None)
    """
    words = text.split()
    if len(words) > 1 and len(words[-1]) == 1 and words[-1] in "урыйсвж":
        shorter = " ".join(words[:-1])
        if term_likeness(shorter) == 1.0:
            return fold_term(shorter) or shorter
    spaced = re.sub(r"(?<=[а-яё])\.\s*(?=[а-яё]{3})", " ", text)
    if spaced != text and term_likeness(spaced) == 1.0:
        return fold_term(spaced) or spaced
    folded = fold_term(text)
    return folded if folded != text else None
