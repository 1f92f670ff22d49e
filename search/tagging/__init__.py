"""Passages → the cooperation directions they speak of, with evidence; learned from labels and corrections."""
