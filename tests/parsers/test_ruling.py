"""Rules to cells: frames with spans, whatever the rules are drawn like; words into cells."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from parsers.document import Box
from parsers.ruling import frames, grids, table_frames, tidy
from parsers.words import Edge, Word


def across(y: float, x0: float, x1: float) -> Edge:
    return Edge(True, y, x0, x1)


def upright(x: float, y0: float, y1: float) -> Edge:
    return Edge(False, x, y0, y1)


def lattice(xs: list[float], ys: list[float]) -> list[Edge]:
    return [across(y, xs[0], xs[-1]) for y in ys] + [upright(x, ys[0], ys[-1]) for x in xs]


def word(text: str, x: float, y: float, width: float = 20) -> Word:
    step = width / len(text)
    return Word(text, Box(1, x, y, x + width, y + 10), starts=tuple(x + step * n for n in range(len(text))))


def spans(edges: list[Edge]) -> list[tuple[int, int, int, int]]:
    [frame] = frames(edges, 1)
    return [(s.row, s.col, s.row_end, s.col_end) for s in frame.slots]


PLAIN = [(0, 0, 1, 1), (0, 1, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)]


@pytest.mark.parametrize(
    ("what", "edges", "cells"),
    [
        ("plain", lattice([0, 50, 200], [0, 20, 40]), PLAIN),
        ("section row over all columns", [*lattice([0, 200], [0, 20, 40]), upright(50, 20, 40)],
         [(0, 0, 1, 2), (1, 0, 2, 1), (1, 1, 2, 2)]),
        ("merged downwards", [across(0, 0, 200), across(40, 0, 200), across(20, 50, 200), upright(0, 0, 40),
                              upright(50, 0, 40), upright(200, 0, 40)], [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 2, 2)]),
        ("no rules at the sides", [across(y, 0, 200) for y in (0, 20, 40)] + [upright(50, 0, 40)], PLAIN),
        ("double rules", [*lattice([0, 50, 200], [0, 20, 40]), *lattice([1.5, 51.5, 201.5], [1.5, 21.5, 41.5])], PLAIN),
        ("a gap in a rule", [across(0, 0, 200), across(20, 0, 90), across(20, 92, 200), across(40, 0, 200),
                             upright(0, 0, 40), upright(50, 0, 18), upright(50, 22, 40), upright(200, 0, 40)], PLAIN),
        ("dashes", [across(y, x, x + 3) for y in (0, 20, 40) for x in range(0, 200, 6)]
         + [upright(x, y, y + 3) for x in (0, 50, 199) for y in range(0, 40, 6)], PLAIN),
    ],
)  # fmt: skip
def test_cells(what: str, edges: list[Edge], cells: list[tuple[int, int, int, int]]) -> None:
    assert spans(edges) == cells, what


def test_a_row_cut_by_the_page_is_open_below() -> None:
    edges = [across(0, 0, 200), across(20, 0, 200), *(upright(x, 0, 60) for x in (0, 50, 200))]
    [frame] = frames(edges, 1)
    assert [(s.row, s.open_top, s.open_bottom) for s in frame.slots] == [(0, False, False)] * 2 + [(1, False, True)] * 2


def test_tables_one_below_the_other_are_two() -> None:
    edges = lattice([0, 50, 200], [0, 20, 40]) + lattice([0, 80, 200], [100, 120, 140])
    assert [frame.xs for frame in frames(edges, 1)] == [(0, 50, 200), (0, 80, 200)]


def test_a_box_around_text_is_no_table() -> None:
    words = [word("Образец", 20, 5)]
    found, rest = grids(words, lattice([0, 200], [0, 20]), 1)
    assert found == []
    assert rest == words


def test_a_frame_around_a_table_is_no_table() -> None:
    outer, inner = lattice([0, 10, 300], [0, 300]), lattice([20, 50, 200], [20, 60, 100])
    words = [word("семинар", 60, 30), word("май", 25, 70)]
    assert [f.xs for f in table_frames(frames(outer + inner, 1), words)] == [(20, 50, 200)]


def test_a_word_over_a_rule_is_cut() -> None:
    [grid], rest = grids([word("отдел,Повышение", 30, 5, width=75)], lattice([0, 60, 200], [0, 20, 40]), 1)
    assert [[line.text for line in cell.lines] for cell in grid.cells] == [["отдел,"], ["Повышение"], [], []]
    assert rest == []


def test_tidy_drops_underscores() -> None:
    assert tidy([across(10, 0, 3), across(30, 0, 100)]) == [across(30, 0, 100)]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(20, 90), min_size=2, max_size=6),
    st.lists(st.integers(14, 60), min_size=2, max_size=8),
    st.floats(-1, 1),
    st.data(),
)
def test_every_lattice_is_found_and_every_word_is_kept(
    widths: list[int], heights: list[int], wobble: float, data: st.DataObject
) -> None:
    xs = [40.0 + sum(widths[:n]) for n in range(len(widths) + 1)]
    ys = [50.0 + sum(heights[:n]) for n in range(len(heights) + 1)]
    edges = [across(y + wobble * (n % 2), xs[0], xs[-1]) for n, y in enumerate(ys)]
    edges += [upright(x, y0, y1) for x in xs for y0, y1 in pairwise(ys)]
    spots = data.draw(st.lists(st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=12))
    words = [word(f"слово{n}", x, y, 12) for n, (x, y) in enumerate(spots)]
    [grid], rest = grids(words, edges, 1)
    assert (grid.n_rows, grid.n_cols, len(grid.cells)) == (len(heights), len(widths), len(heights) * len(widths))
    printed = [text for cell in grid.cells for line in cell.lines for text in line.text.split()]
    assert "".join(sorted("".join(printed + [w.text for w in rest]))) == "".join(sorted("".join(w.text for w in words)))
