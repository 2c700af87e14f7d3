"""The kernel: the only part of symproof that has to be believed for ``proved``.

Standard library only, no search, no input or output, nothing of ours from outside this folder.
Read in this order: affine, terms, certificate (data); context, shapes, declared (what is well formed); words, normal,
calculus (the normal form); combination, replay (the rules). ``docs/kernel.md`` states every rule as mathematics.
"""
