"""What symproof says about a problem: stable codes, messages, and the exceptions that carry them."""
