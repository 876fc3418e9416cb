"""Executors: a cell's text → who does it. `read_executors` is the door; the registry is `registry.toml`."""

from normalizers.executors.aliens import alien_words
from normalizers.executors.bodies import in_full, sole_bodies
from normalizers.executors.reading import Executor, executor_likeness, fold_executor, read_executors
from normalizers.executors.registry import Entry, Registry, RegistryError, Suggestion, suggest

__all__ = [
    "Entry",
    "Executor",
    "Registry",
    "RegistryError",
    "Suggestion",
    "alien_words",
    "executor_likeness",
    "fold_executor",
    "in_full",
    "read_executors",
    "sole_bodies",
    "suggest",
]
