"""Reporters: each reads one frozen report and decides nothing."""
