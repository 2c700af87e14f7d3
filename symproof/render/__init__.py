"""Terms and formulas as text and as LaTeX. Standard library only; decides nothing."""
