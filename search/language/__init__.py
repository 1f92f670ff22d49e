"""Latvian text, used by ingestion and questions alike: tokens, sentences, keys, names, the spaCy pipeline."""
