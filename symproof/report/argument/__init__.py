"""An argument as it is read: claims and blocks, from the steps of an author or from a derivation of the kernel.

``tree`` is the data; ``from_proof`` and ``from_derivation`` make it; ``indented`` and ``prose`` lay it out.
"""
