"""The search for certificates of definiteness: what is known to be semidefinite, and sums of it that make the claim."""
