"""The term column («Сроки») of a Russian plan: text → components with kind, months, dates, frequency, condition."""

from normalizers.terms.dating import Years
from normalizers.terms.explaining import FREQUENCY_NAMES, KIND_NAMES, explain
from normalizers.terms.finding import find_terms, term_likeness
from normalizers.terms.mending import fold_term
from normalizers.terms.reading import Term, TermReading, read_terms
from normalizers.terms.units import unit_of_heading

__all__ = [
    "FREQUENCY_NAMES",
    "KIND_NAMES",
    "Term",
    "TermReading",
    "Years",
    "explain",
    "find_terms",
    "fold_term",
    "read_terms",
    "term_likeness",
    "unit_of_heading",
]
