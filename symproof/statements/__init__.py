"""Statements: one line of mathematics, or a file of them, read as data and typed against the declared symbols."""

from __future__ import annotations

from symproof.statements.files import holds_statements, load_file, parse_statement

__all__ = ["holds_statements", "load_file", "parse_statement"]
