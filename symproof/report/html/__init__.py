"""The report as one page of HTML that opens from disk: the stream of parts laid out, with formulas in MathML."""

from symproof.report.html.page import html_document, html_fragment, html_of_saved

__all__ = ["html_document", "html_fragment", "html_of_saved"]
