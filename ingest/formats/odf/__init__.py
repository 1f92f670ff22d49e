"""ODT and ODS: read from the format's own XML."""
