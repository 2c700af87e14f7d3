"""Whole arguments: a derivation is replayed from its statement down and gives one theorem.

Read in this order: scope (what is known at a place), sameness (when two formulas are the same), then the rules,
one short function each, and derive (the table of rules, and the theorem).
"""
