"""The API: typed, versioned, asked with the functions of the pages."""
