"""Judgements → figures, one module per task; knows how to measure, not how to index."""
