"""What is found in an article: statements, dates, actors, claims; each package by itself."""
