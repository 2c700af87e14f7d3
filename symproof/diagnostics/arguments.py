"""The codes of arguments: applying axioms and lemmas, and what is open in an author's own derivation."""

from __future__ import annotations

ARGUMENTS: dict[str, tuple[str, str]] = {
    "SP121": (
        "What is to be applied is not an axiom or a lemma that states something.",
        "Apply an Axiom, or a Proof whose statement and hypotheses are written before: import its file.",
    ),
    "SP122": (
        "An axiom or lemma is applied with a value that does not fit, or without one that it needs.",
        "Give a value for each name that it declares; a name of this proof stands for its namesake.",
    ),
    "SP123": (
        "Two different statements that a proof applies, directly or through lemmas, have the same name.",
        "Rename one of them.",
    ),
    "SP124": (
        "Lemmas apply each other in a circle, so that none of them can be derived before the others.",
        "Derive one of them without the others.",
    ),
    "SP929": (
        "The derivation of a step uses hypotheses or steps in scope that the step does not name.",
        "Name them in using=: what is named did not suffice, though no counterexample was found.",
    ),
    "SP919": (
        "The author's own argument for the step does not close: a premise of an applied lemma, or a part, is open.",
        "The message shows what is open as a formula: name in using= what gives it, or derive it in a step before.",
    ),
}
