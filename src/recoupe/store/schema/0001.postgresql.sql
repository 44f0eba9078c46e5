-- Full-text search over text in the spelling of look-up, with the place of each word. nr is that of the row they are of.
-- In search_statement, words of the speaker have the weight A.
CREATE TABLE search_article (nr BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE search_statement (nr BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE TABLE search_name (nr BIGINT PRIMARY KEY, words TSVECTOR NOT NULL);
CREATE INDEX search_article_words ON search_article USING gin (words);
CREATE INDEX search_statement_words ON search_statement USING gin (words);
CREATE INDEX search_name_words ON search_name USING gin (words);
