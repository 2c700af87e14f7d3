"""Ideal membership in free algebras with transposes: rings of words, completion, traces of derivations, shortening.

Knows nothing of terms, premises and certificates; ``bridge.py`` translates.
"""
