"""Points where a claim is false or the hypotheses hold: counterexamples and models, found and made small."""
