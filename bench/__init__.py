"""Measures recoupe on the shared gold sets, beside its peers, and pins what is reached: `python -m bench`."""
