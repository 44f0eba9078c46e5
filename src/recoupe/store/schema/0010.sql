-- Of the versions of one page the one that was seen last stands for it; those before it are history.

ALTER TABLE article ADD COLUMN later {text};  -- the version that stands at its address now; NULL of that one itself
CREATE INDEX article_later ON article (later) WHERE later IS NOT NULL;
-- Whoever opens the ledger next tells the versions apart that are there.
INSERT INTO about SELECT 'versions untold', '1' WHERE EXISTS (SELECT 1 FROM version);
-- Languages and sites are counted without looking into articles, as before.
DROP INDEX article_lang;
CREATE INDEX article_lang ON article (lang) WHERE hidden = 0 AND later IS NULL;
DROP INDEX article_sites;
CREATE INDEX article_sites ON article (site, hidden, later, lang, day, id);
