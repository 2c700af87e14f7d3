"""Li Zhang, Depth creates no more spurious local minima, arXiv:1901.09827v2."""
