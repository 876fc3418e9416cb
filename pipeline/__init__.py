"""The way itself: ingest, the data set, the comparison, the commands."""
