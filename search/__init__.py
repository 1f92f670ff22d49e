"""What the collection is and how it is asked: domain, language, store, ranking, search."""
