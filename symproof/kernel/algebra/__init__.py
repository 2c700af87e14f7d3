"""The normal form of terms, derivatives, and the combination of premises that proves an equation."""
