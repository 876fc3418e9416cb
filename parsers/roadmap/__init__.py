"""A document read as a plan: blocks → tables → rows, with sections, place and everything that was left out told."""

from parsers.roadmap.reading import read_assembly, read_plan

__all__ = ["read_assembly", "read_plan"]
