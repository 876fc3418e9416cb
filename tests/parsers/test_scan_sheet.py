"""Geometry and ink without OCR: skew, turns, perspective, rules, specks."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw, ImageFont

from parsers import ruling
from parsers.document import Box
from parsers.scan import deskew, photo, rules
from parsers.scan import image as pixels
from parsers.scan import page as scan_page
from parsers.scan import prose as scan_prose
from parsers.scan import sheet as scan_sheet
from parsers.words import Word


def lined(angle: float = 0.0) -> np.ndarray:
    """Rows of short words as white blocks on black, turned."""
    page = Image.new("L", (900, 700), 0)
    pen = ImageDraw.Draw(page)
    for y in range(80, 620, 26):
        for x in range(80, 800, 75):
            pen.rectangle((x, y, x + 60, y + 8), fill=255)
    return np.asarray(page.rotate(-angle, resample=Image.Resampling.BICUBIC))


@pytest.mark.parametrize("angle", [-9.0, -2.3, -0.4, 0.0, 0.7, 3.1, 8.0])
def test_skew_is_found_to_a_tenth_of_a_degree(angle):
    assert deskew.skew(lined(angle)) == pytest.approx(angle, abs=0.1)


def test_lines_that_run_upward_lie_sideways():
    mask = lined()
    assert not deskew.lies_sideways(mask, 8)
    assert deskew.lies_sideways(np.ascontiguousarray(np.rot90(mask)), 8)


def test_a_shadow_along_an_edge_is_no_line_that_runs_upward():
    mask = lined().copy()
    mask[:, :12] = 255
    assert not deskew.lies_sideways(mask, 8)


@given(st.integers(0, 1000), st.floats(0.01, 0.5))
@settings(max_examples=20, deadline=None)
def test_boxes_are_those_of_the_connected_components(seed, share):
    mask = np.where(np.random.default_rng(seed).random((40, 60)) < share, 255, 0).astype(np.uint8)
    assert sorted(map(tuple, pixels.boxes(mask))) == sorted(map(tuple, pixels.blob_table(mask)[:, :4]))


def test_an_empty_mask_has_no_boxes():
    assert pixels.boxes(np.zeros((20, 30), np.uint8)).shape == (0, 4)


@pytest.mark.parametrize(("width", "step"), [(30, 1), (30, 3), (31, 3), (32, 3), (31, 4)])
def test_a_sampled_mask_comes_back_as_wide_as_it_was(width, step):
    mask = np.zeros((2, width), np.uint8)
    mask[:, 8:20] = 255
    back = pixels.spread(pixels.sampled(mask, step), step, width)
    assert back.shape == mask.shape
    assert np.count_nonzero(back != mask) <= 2 * 2 * step


def test_punch_holes_go_and_print_stays():
    page = Image.new("L", (800, 600), 255)
    pen = ImageDraw.Draw(page)
    pen.ellipse((30, 200, 90, 260), fill=20)
    pen.rectangle((300, 300, 312, 322), fill=20)
    image = np.asarray(page).copy()
    clean, mask = scan_sheet.without_holes(image, pixels.ink(image, 121, 25), 15.0)
    assert clean[230, 60] == 255
    assert mask[230, 60] == 0
    assert clean[310, 306] == 20


@given(st.integers(0, 3), st.floats(-8, 8), st.floats(0.5, 3))
@settings(max_examples=30)
def test_a_box_comes_back_around_its_place(quarters, angle, factor):
    width, height = 400.0, 300.0
    turned = (height, width) if quarters % 2 else (width, height)
    matrix = deskew.scaled(factor) @ deskew.levelled(angle, *turned) @ deskew.turned(quarters, width, height)
    point = np.array([120.0, 80.0, 1.0])
    x, y, _ = matrix @ point
    sheet = scan_sheet.Sheet(np.zeros((int(turned[1] * factor), int(turned[0] * factor)), np.uint8), matrix, 10.0)
    placement = scan_sheet.Placement.of(sheet, scale=0.5)
    unit = placement.unit
    assert unit == pytest.approx(0.5 / factor, rel=0.01)
    box = placement.shown(Box(1, (x - 2) * unit, (y - 2) * unit, (x + 2) * unit, (y + 2) * unit))
    assert box.x0 <= 60.0 <= box.x1
    assert box.top <= 40.0 <= box.bottom


def test_a_sheet_on_a_dark_desk_is_laid_flat():
    desk = Image.new("L", (1000, 800), 60)
    ImageDraw.Draw(desk).polygon([(150, 90), (860, 130), (900, 700), (110, 660)], fill=235)
    found = photo.flattening(np.asarray(desk))
    assert found is not None
    matrix, width, height = found
    corner = matrix @ np.array([900, 700, 1.0])
    assert corner[0] / corner[2] == pytest.approx(width, abs=8)
    assert corner[1] / corner[2] == pytest.approx(height, abs=8)


def test_a_scan_that_fills_its_frame_is_no_photo():
    assert photo.flattening(np.full((800, 600), 240, np.uint8)) is None


def table(broken: bool = False) -> np.ndarray:
    page = Image.new("L", (800, 500), 0)
    pen = ImageDraw.Draw(page)
    for y in (60, 160, 260, 360):
        pen.line((50, y, 700, y), fill=255, width=2)
        if broken:
            for x in range(140, 640, 130):
                pen.line((x, y - 2, x + 3, y + 2), fill=0, width=4)
    for x in (50, 250, 700):
        pen.line((x, 60, x, 360), fill=255, width=2)
    pen.rectangle((300, 200, 420, 208), fill=255)
    return np.asarray(page)


@pytest.mark.parametrize("broken", [False, True])
def test_rules_are_found_and_joined_over_small_gaps(broken):
    found = rules.find_rules(table(broken), 15.0)
    assert [round(rule.at) for rule in found.level] == pytest.approx([60, 160, 260, 360], abs=2)
    assert sorted(round(rule.at) for rule in found.upright) == pytest.approx([50, 250, 700], abs=2)
    assert found.mask[204, 350] == 0


def test_level_rules_alone_are_found_where_they_are_as_long_as_each_other():
    page = np.zeros((500, 800), np.uint8)
    for y in (60, 160, 260):
        page[y : y + 2, 50:700] = 255
    page[400:402, 300:560] = 255
    found = rules.find_rules(page, 15.0)
    assert [round(rule.at) for rule in found.level] == pytest.approx([61, 161, 261], abs=1)
    assert found.upright == ()


def one_line_rows(stem: bool) -> np.ndarray:
    """Rows of one line: a heading row with short upright rules, a section row without, rows with long ones."""
    page = np.zeros((500, 800), np.uint8)
    for y in (60, 88, 116, 260, 360):
        page[y : y + 2, 50:700] = 255
    for x in (50, 250, 700):
        page[60:90, x : x + 2] = 255
        page[116:360, x : x + 2] = 255
    for x in (50, 700):
        page[60:360, x : x + 2] = 255
    if stem:
        page[97:110, 249:253] = 255
    return page


@pytest.mark.parametrize("stem", [False, True])
def test_rows_of_one_line_keep_their_upright_rules_and_get_none_from_a_letters_stem(stem):
    found = rules.find_rules(one_line_rows(stem), 15.0)
    inner = sorted((round(rule.start), round(rule.end)) for rule in found.upright if abs(rule.at - 251) < 3)
    assert [start < 75 < end for start, end in inner] == [True, False]
    assert not any(start < 102 < end for start, end in inner)


def test_bold_print_in_a_row_is_no_level_rule():
    page = one_line_rows(False)
    page[98:101, 262:688] = 255
    found = rules.find_rules(page, 15.0)
    assert [round(rule.at) for rule in found.level] == pytest.approx([61, 89, 117, 261, 361], abs=1)


def test_print_beside_a_bent_rule_stays():
    page = np.zeros((300, 900), np.uint8)
    for x in range(50, 850):
        page[100 + x // 60 : 103 + x // 60, x] = 255
    page[20:280, 50:53] = page[20:280, 847:850] = 255
    page[101:104, 600:700] = 255
    found = rules.find_rules(page, 15.0)
    assert found.mask[111, 650] > 0
    assert found.mask[102, 650] == 0


def test_the_black_of_bold_print_is_no_speck():
    lone = np.array([[400, 300, 3, 3]], np.int32)
    bold = np.array([[x, 100, 3, 4] for x in range(20, 90, 10)], np.int32)
    assert scan_sheet.apart(np.concatenate([bold, lone]), 15.0).tolist() == lone.tolist()


def test_specks_go_and_full_stops_stay():
    page = Image.new("L", (400, 200), 255)
    pen = ImageDraw.Draw(page)
    pen.rectangle((100, 80, 115, 110), fill=0)
    pen.rectangle((119, 106, 122, 110), fill=0)
    pen.rectangle((300, 40, 303, 43), fill=0)
    clean = scan_sheet._despeckled(np.asarray(page), 15.0)
    assert clean[108, 120] == 0
    assert clean[41, 301] == 255


@pytest.mark.parametrize(("colour", "fades"), [((60, 70, 200), True), ((200, 60, 60), True), ((20, 20, 20), False)])
def test_coloured_ink_fades_and_black_stays(colour, fades):
    page = np.full((50, 50, 3), 250, np.uint8)
    page[:, :6] = 15
    page[20:22, 20:40] = colour
    assert (pixels.grey(page)[20, 30] > 150) is np.bool_(fades)


def test_thin_pale_strokes_of_a_blue_stamp_go_and_print_below_it_stays():
    page = np.full((200, 200, 3), 240, np.uint8)
    page[80:110, 40:160] = (110, 110, 190)
    page[120:123, 40:160] = (190, 190, 222)
    page[140:] = 20
    page[60:140, 98:102] = 40
    page[80:110, 98:102] = (25, 25, 38)
    grey = pixels.grey(page)
    assert grey[95, 60] > 220
    assert grey[121, 60] > 220
    assert grey[60:140, 100].max() < 80


def test_columns_without_rules_are_told_from_running_text():
    text = [(50, y, 700, y + 20) for y in range(50, 500, 40)]
    columns = [(x, y + x // 90, x + 120, y + 20 + x // 90) for x in (50, 300, 550) for y in range(50, 500, 40)]
    assert not scan_prose.in_columns(scan_prose.joined(text, 15))
    assert scan_prose.in_columns(scan_prose.joined(columns, 15))


def test_a_coloured_desk_stays_darker_than_the_sheet_on_it():
    photographed = np.zeros((400, 400, 3), np.uint8)
    photographed[:] = (139, 94, 60)
    photographed[60:340, 50:350] = (240, 236, 225)
    grey = pixels.grey(photographed)
    assert int(grey[10, 10]) + 60 < int(grey[200, 200])
    assert photo.flattening(grey) is not None


def test_a_shadow_on_a_scan_is_no_desk():
    shadow = np.linspace(60, 250, 600)[None, :] * np.linspace(1.0, 0.6, 800)[:, None]
    assert photo.flattening(shadow.astype(np.uint8)) is None


def test_faint_rules_are_found_among_grain():
    page = np.where(table() > 0, 205, 250).astype(float)
    page[200:208, 300:420] = 20
    grainy = np.clip(page + np.random.default_rng(3).normal(0, 9, page.shape), 0, 255).astype(np.uint8)
    found = rules.find_rules(pixels.ink(grainy, 61, 25), 15.0, grainy)
    assert [round(rule.at) for rule in found.level] == pytest.approx([60, 160, 260, 360], abs=2)
    assert sorted(round(rule.at) for rule in found.upright) == pytest.approx([50, 250, 700], abs=2)


def test_lines_that_fan_out_are_made_level():
    mask = lined()
    matrix = deskew.unfanned(1.5, -1.0, mask.shape[1], mask.shape[0])
    fanned = pixels.warped(mask, np.linalg.inv(matrix), mask.shape[1], mask.shape[0], paper=0)
    found = deskew.straightened(fanned, 8.0)
    assert found is not None
    seen = pixels.warped(fanned, found, mask.shape[1], mask.shape[0], paper=0)
    assert abs(deskew.skew(seen[:350]) - deskew.skew(seen[350:])) < 0.5 < deskew.skew(fanned[:350])
    assert deskew.straightened(mask, 8.0) is None


@pytest.mark.parametrize(("letters", "ring"), [("О", True), ("Р", False), ("Д", False), ("В", False), ("С", False)])
def test_a_ring_is_told_from_letters_with_holes(letters, ring):
    page = Image.new("L", (60, 60), 0)
    path = "/usr/share/fonts/truetype/liberation/LiberationSerif-Regular.ttf"
    try:
        ImageDraw.Draw(page).text((10, 5), letters, fill=255, font=ImageFont.truetype(path, 34))
    except OSError:
        pytest.skip("Liberation fonts are not here")
    drawn = np.asarray(page) > 128
    rows, cols = np.flatnonzero(drawn.any(axis=1)), np.flatnonzero(drawn.any(axis=0))
    part = drawn[rows[0] : rows[-1] + 1, cols[0] : cols[-1] + 1].astype(np.uint8)
    assert pixels.is_ring(part) is ring


@pytest.mark.parametrize(("width", "deep"), [(160, 0.15), (250, 0.3), (90, 0.05)])
def test_a_shadow_that_falls_along_two_edges_is_no_desk(width, deep):
    ramp = 1 - (1 - deep) * np.clip(1 - np.arange(1600) / width, 0, 1) ** 1.5
    page = 240 * ramp[None, :1600] * ramp[:1100, None]
    assert photo.flattening(page.astype(np.uint8)) is None


def test_a_sheet_is_levelled_by_its_print_whatever_shadows_fall_along_its_edges():
    page = Image.new("L", (1600, 1100), 240)
    for y in range(150, 600, 60):
        for x in (120, 900):
            ImageDraw.Draw(page).text((x, y), "Provesti seminar", fill=40, font_size=28)
    ramp = 1 - 0.85 * np.clip(1 - np.arange(1600) / 110, 0, 1) ** 1.5
    tilted = np.asarray(page.rotate(-0.8, fillcolor=240), dtype=float)
    sheet = scan_sheet.lay_out((tilted * ramp[None, :] * ramp[:1100, None]).astype(np.uint8))
    assert sheet is not None
    assert np.degrees(np.arctan2(sheet.matrix[0, 1], sheet.matrix[0, 0])) == pytest.approx(0.8, abs=0.15)


@pytest.mark.parametrize(
    ("text", "x0", "confidence", "noise"),
    [
        ("©", 300, 0.35, True),
        ("©", 300, 0.8, False),
        ("о", 300, 0.3, True),
        ("о", 300, 0.9, False),
        ("г", 1, 0.9, True),
    ],
)
def test_a_ring_of_a_punch_hole_and_lone_letters_at_the_edge_are_no_print(text, x0, confidence, noise):
    frame = ruling.Frame(1, (80.0, 520.0), (150.0, 400.0), ())
    sheet = np.full((800, 600), 255, np.uint8)
    drawing = scan_page.Drawing(sheet, sheet, (), (frame,), (), 15.0, 1.0, 1)
    word = Word(text, Box(1, x0, 60, x0 + 14, 74), confidence=confidence)
    assert scan_page.is_noise(word, drawing) is noise
