"""Tokens -> values: lists, sets, ranges, equations, tables."""
