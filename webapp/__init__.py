"""The Flask application: pages for people and JSON for programs, over `search`."""
