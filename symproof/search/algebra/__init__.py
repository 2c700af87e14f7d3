"""Certificates of equations: completion, the rules beyond it, and how claims become polynomials."""
