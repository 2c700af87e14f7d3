"""The kernel: the only part of symproof that has to be believed for ``proved``.

Standard library only, no search, no input or output; of ours it knows ``symproof.language``, the data it decides about.
Read in this order: context; words, normal, calculus (the normal form); declared; combination, replay (the rules).
``docs/kernel.md`` states every rule as mathematics.
"""
