"""The statements of the paper as theorems of the kernel, each with its derivation."""
