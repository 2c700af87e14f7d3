"""The axioms that the worked proofs rest on, each with its exact statement, its source and a test."""
