"""DOC, XLS, PPT and RTF."""
