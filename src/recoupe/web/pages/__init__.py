"""Pages: one module each, which asks the ledger and hands what came to a template."""
