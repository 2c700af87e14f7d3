"""A result as one stream of parts, in the order in which a reader meets them. Reports lay the stream out."""

from symproof.report.document.build import counterexample, document, outlined

__all__ = ["counterexample", "document", "outlined"]
