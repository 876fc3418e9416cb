"""What OCR broke, mended over a whole document: words by the dictionary and the document's own words, numbers by
their sequence, terms by their closed vocabulary, cells by those that repeat. A mended line keeps its text in `raw`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from normalizers.terms import fold_term, term_likeness
from parsers import mend_cells, mend_words
from parsers.document import Block, Cell, Document, Grid, Line
from parsers.mend_numbers import NUMBER, mend_numbers

Change = Callable[[Line], Line]
ROUND_PAIR = "ОО"  # «общеобразовательная организация»: the abbreviation that OCR breaks most


def mend_document(document: Document) -> Document:
    """The document with what OCR surely broke mended; lines that are not OCR's stay as they are.

    A mended line has `raw`; its `doubtful` words are those that stay in doubt.
    """
    if not any(line.confidence is not None for block in document.blocks for line in lines_of(block)):
        return document
    seen = sure_words(document)
    blocks = [each_line(block, lambda line: mend_line(line, seen)) for block in document.blocks]
    blocks = [mend_breaks(block, seen) for block in blocks]
    blocks = mend_number_columns(blocks)
    blocks = [mend_terms(block) if isinstance(block, Grid) else block for block in blocks]
    return replace(document, blocks=tuple(mend_cells.mend_repeated(blocks)))


def lines_of(block: Block) -> list[Line]:
    """All lines of a block."""
    return [line for cell in block.cells for line in cell.lines] if isinstance(block, Grid) else list(block.lines)


def each_line(block: Block, change: Change) -> Block:
    """The block with each of its lines changed."""
    if isinstance(block, Grid):
        cells = tuple(replace(cell, lines=tuple(map(change, cell.lines))) for cell in block.cells)
        return replace(block, cells=cells)
    return replace(block, lines=tuple(map(change, block.lines)))


def sure_words(document: Document) -> Counter[str]:
    """How often each word of the document was read without doubt, in lower case."""
    seen: Counter[str] = Counter()
    for block in document.blocks:
        for line in lines_of(block):
            seen.update(w.lower() for w in mend_words.RUSSIAN.findall(line.text) if w not in line.doubtful)
            seen.update(token for token in line.text.replace(",", " ").split() if token == ROUND_PAIR)
    return seen


def mended(line: Line, text: str) -> Line:
    """The line with another text, what OCR read kept."""
    if text == line.text:
        return line
    tokens = set(text.split())
    doubtful = tuple(word for word in line.doubtful if word in tokens)
    return replace(line, text=text, raw=line.raw if line.raw is not None else line.text, doubtful=doubtful)


def mend_line(line: Line, seen: Counter[str]) -> Line:
    """A line with specks taken out and its unknown words mended, a word that goes on in the next line left alone."""
    if line.confidence is None:
        return line
    tokens = mend_words.without_specks(line.text).split()
    changed = []
    for at, token in enumerate(tokens):
        if mend_words.two_round(token.rstrip(".,;:")) and pair_stands_here(tokens, at, seen):
            changed.append(ROUND_PAIR + ("," if token.endswith(",") else ""))
            continue
        match = mend_words.TOKEN.match(token)
        before, word, after = match.groups() if match else ("", token, "")
        broken_off = at == len(tokens) - 1 and after.startswith("-")
        better = None if broken_off else mend_words.mend_word(word, seen)
        changed.append(before + (better or word) + after)
    return mended(line, " ".join(changed))


def pair_stands_here(tokens: Sequence[str], at: int, seen: Counter[str]) -> bool:
    """Whether «ОО» can stand at a place: the document has it elsewhere, or the token cannot be a number."""
    token = tokens[at]
    return seen[ROUND_PAIR] > 0 or "@" in token or "©" in token


def mend_breaks(block: Block, seen: Counter[str]) -> Block:
    """Words that run over a line end, mended as one; then each line keeps its part."""
    if not isinstance(block, Grid):
        return replace(block, lines=mend_hyphenated(block.lines, seen))
    cells = tuple(replace(cell, lines=mend_hyphenated(cell.lines, seen)) for cell in block.cells)
    return replace(block, cells=cells)


def mend_hyphenated(lines: tuple[Line, ...], seen: Counter[str]) -> tuple[Line, ...]:
    result = list(lines)
    for at in range(len(result) - 1):
        here, below = result[at], result[at + 1]
        if here.confidence is None or not here.text.endswith("-") or not below.text:
            continue
        head, tail = here.text.split()[-1][:-1], below.text.split()[0]
        match = mend_words.TOKEN.match(tail)
        rest = match.group(2) if match else tail
        if tail.isupper() and head[-1:].islower() and mend_words.known((head + rest).lower()):
            result[at + 1] = mended(below, tail.lower() + below.text[len(tail) :])
            continue
        if mend_words.known((head + rest).lower()) or mend_words.known(rest.lower()):
            continue
        better = mend_words.mend_word(head + rest, seen)
        if better is None or len(better) != len(head) + len(rest):
            continue
        result[at] = mended(here, here.text[: -len(head) - 1] + better[: len(head)] + "-")
        result[at + 1] = mended(below, below.text.replace(rest, better[len(head) :], 1))
    return tuple(result)


# --- numbers


def mend_number_columns(blocks: Sequence[Block]) -> list[Block]:
    """The first columns of numbers of all grids, read as one sequence."""
    grids = [at for at, block in enumerate(blocks) if isinstance(block, Grid) and has_numbers(block)]
    places: list[tuple[int, int]] = []
    texts: list[str] = []
    for at in grids:
        for index, cell in enumerate(blocks[at].cells):  # type: ignore[union-attr]
            if cell.col == 0 and cell.col_end == 1 and len(cell.lines) == 1 and is_numeric(cell):
                places.append((at, index))
                texts.append(cell.lines[0].text.strip())
    result = list(blocks)
    for (at, index), better in zip(places, mend_numbers(texts), strict=True):
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
                folded = folded_term(mend_cells.text_of(cell))
                if folded and (new := mend_cells.with_text(cell, folded)):
                    better[cell] = new
    return replace(grid, cells=tuple(better.get(cell, cell) for cell in grid.cells))


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
    folded = fold_term(text)
    return folded if folded != text else None
