"""PDF: lines and ruling lines from pdfium, put together to blocks, tables and columns."""
