"""DOCX, XLSX, PPTX: read from the formats' own XML."""
