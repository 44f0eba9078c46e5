-- Full-text search over text in the spelling of look-up: words parted by blanks. rowid is nr of the row they are of.
CREATE VIRTUAL TABLE search_article USING fts5 (words, tokenize = "ascii");
CREATE VIRTUAL TABLE search_statement USING fts5 (who, words, tokenize = "ascii");
CREATE VIRTUAL TABLE search_name USING fts5 (words, tokenize = "ascii");
