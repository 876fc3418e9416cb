"""Bytes → rows: what is printed in a document, and which of it is a plan. Knows nothing of what the words mean."""
