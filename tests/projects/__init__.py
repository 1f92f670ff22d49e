"""Invented reports in shapes that no report of the sample has, and what a reader finds in each."""
