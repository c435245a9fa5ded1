"""PDF ur HTML. Renderingen körs i en barnprocess med gränser, så att ingen rapport kan dra ned en arbetare.

pdf = rendera(html, titel="Kvalitetsrapport 2026/27, Ängskrokens skola")
pdf.data, pdf.sidor
"""

from styrkedja.pdf.fel import PdfFel
from styrkedja.pdf.rendering import Pdf, rendera

__all__ = ["Pdf", "PdfFel", "rendera"]
