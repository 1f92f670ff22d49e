"""Converters: one format each, from bytes to pages with blocks."""
