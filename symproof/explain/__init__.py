"""Certificates as equalities that a reader can follow. Nothing here is trusted."""
