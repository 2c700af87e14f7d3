"""The kernel: the only part of symproof that has to be believed for ``proved``.

Standard library only, no search, no input or output, nothing of ours from outside this folder.
``docs/kernel.md`` states every rule as mathematics.
"""
