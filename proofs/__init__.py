"""Worked proofs; inside the installed package they are ``symproof.proofs``."""
