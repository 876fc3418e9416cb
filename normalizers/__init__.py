"""Text → meaning: terms, executors, regions, acts, themes. Knows no file."""
