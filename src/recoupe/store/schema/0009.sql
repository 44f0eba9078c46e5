-- Languages are counted as before. With `hidden` first, SQLite took this index for the way into every join that leaves
-- out hidden articles, and so looked at all of them for a handful of statements.
DROP INDEX article_lang;
CREATE INDEX article_lang ON article (lang) WHERE hidden = 0;
