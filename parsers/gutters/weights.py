"""What speaks for and against each reading of a table's lines: every weight stands here once; smaller is likelier."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LineWeights:
    """A line of cells."""

    misplaced: float = 4.0  # at most so much against a line of several cells that stand off their columns
    glued: float = 5.5  # the same where its gaps are not those of the columns
    leaves_numbers: float = 4.0  # its text runs over from the column of numbers to the next


@dataclass(frozen=True, slots=True)
class RowWeights:
    """A row: its number, how its cells stand to each other, how their texts begin and end."""

    numbered: float = -8.0
    sub_row: float = 2.2  # a row without number where the others have one
    unopened: float = 3.0  # such a row above the first number
    plain: float = 0.5  # a row of a table without numbers
    late: float = 2.0  # a cell does not stand at its row's top (or middle, where cells stand there)
    late_number: float = 4.0
    middle: float = 0.3  # cells that stand in the middle are rarer
    misnumbered: float = 3.0  # a word stands where the others have their number
    again: float = 4.0  # a cell stops and begins again within its row
    spread: float = 2.0  # lines of one cell stand farther apart than lines of cells do
    titled: float = 1.5  # a line of one cell within it begins as the title of a section does
    headed: float = 4.0  # it begins with such a line in the middle of the table, above its number
    counted: float = 4.0  # a line within it is a title by its number, in a table whose rows have none
    no_action: float = 1.5
    lone: float = 2.0  # it has one cell only, of two lines at most
    torn_action: float = 2.5  # a row without number begins in the midst of the action's text
    ruled: float = -6.0
    unruled: float = 6.0  # no rule here though rules part the rows
    over_rule: float = 10.0
    spaced: float = -2.0
    lower: float = 1.5
    upper: float = -1.0
    quoted: float = 0.8  # a name in quotes goes on with «Форум», where rows have numbers
    item: float = 2.0  # the action begins with the second or a later item of a list, where rows have numbers
    ended: float = -1.0  # the line above ended though the next word would have fitted
    full: float = 0.5
    unfinished: float = 2.0
    alone_after_sentence: float = 2.0  # one column goes on behind a full stop while all others are done
    merged_numbered: float = 1.2  # at most so much against a numbered row below a merged cell
    merged: float = 1.5
    term_by_term: float = -3.0


@dataclass(frozen=True, slots=True)
class SectionWeights:
    """A section row: text over the columns."""

    row: float = 1.0
    line: tuple[float, ...] = (0.0, 0.8, 1.6, 3.0)  # each further line of its title
    over: float = 1.5  # a line that runs over a column's border
    gap: float = 3.5  # each wide gap within it
    aligned: float = 2.5  # it begins where a column does, and could be a cell that is too long
    cell: float = 3.5  # it would fit into one column
    number: float = -2.0
    counted: float = -3.0  # the numbers of such titles go on, and rows have none
    bold: float = -2.0  # bold between rows that are not
    centred: float = -2.0
    year: float = -3.0  # «2023 год» in the middle of the table: a term says «2023 года» or stands in its column
    shouted: float = -3.0  # capitals only, between rows that are not
    small: float = 3.0  # begins with a small letter
    torn: float = 2.5  # the line above neither is full nor goes on in small letters
    shifted: float = 2.0  # its lines neither begin at one place nor have one middle
    goes_on: float = 2.0  # it could go on with the cell above
    last: float = 3.0  # nothing of the table follows
    again: float = 1.0  # another one follows
    opening: float = 3.0  # nothing of the table stands above


@dataclass(frozen=True, slots=True)
class HeadingWeights:
    """The heading of a table."""

    heading: float = 2.0
    known: float = -3.0  # a column's heading that the vocabulary knows
    shared: float = -3.0  # a line of one heading over two columns: «Ответственные» above those of each level
    empty: float = 1.0
    unknown: float = 4.0  # no column's heading is known
    foreign: float = 3.0  # a number or a term
    long: float = 1.5
    small: float = 1.0
    fresh: float = 0.5  # how much a text's beginning anew within a heading weighs
    spread: float = 2.0
    askew: float = 0.7  # a cell stands neither at the top, nor in the middle, nor at the bottom
    weight: float = 1.5  # bold and plain lines
    bold: float = -1.0  # bold above rows that are not
    line: float = 0.3
    over_rule: float = 1.5
    unbroken: float = 12.0  # a line of it runs over the columns without a gap, as sentences do
    within: float = 6.0  # rows stand above it that it does not part from running text
    again: float = -4.0  # printed on another page too
    grown: float = 3.0  # a line of it is not, though its first one is


@dataclass(frozen=True, slots=True)
class ProseWeights:
    """A line outside of the table."""

    line: float = 1.0
    strong: float = 3.0  # it stands in columns
    signed: float = -8.0  # a post and a name, set apart below all rows
    leave: float = 2.0
    spaced: float = -1.0
    enter: float = 4.0  # a table begins without heading


LINE = LineWeights()
ROW = RowWeights()
SECTION = SectionWeights()
HEADING = HeadingWeights()
PROSE = ProseWeights()
