-- Of the versions of one page the one that was seen last stands for it; those before it are history.

ALTER TABLE article ADD COLUMN later {text};  -- the version that stands at its address now; NULL of that one itself
UPDATE article SET later = (
    SELECT n.article FROM version v JOIN version n ON n.url = v.url
    WHERE v.article = article.id ORDER BY n.seen DESC, n.article LIMIT 1
);
UPDATE article SET later = NULL WHERE later = id;
CREATE INDEX article_later ON article (later) WHERE later IS NOT NULL;
-- A page is no copy of itself.
DELETE FROM link WHERE kind = 'copy' AND EXISTS (
    SELECT 1 FROM article a JOIN article b ON coalesce(b.later, b.id) = coalesce(a.later, a.id)
    WHERE a.id = link.a AND b.id = link.b
);
-- Of the claims of what is history now: whoever writes to the ledger next derives them anew.
INSERT INTO about SELECT 'underived', '1' WHERE EXISTS (SELECT 1 FROM article WHERE later IS NOT NULL);
-- Languages and sites are counted without looking into articles, as before.
DROP INDEX article_lang;
CREATE INDEX article_lang ON article (lang) WHERE hidden = 0 AND later IS NULL;
DROP INDEX article_sites;
CREATE INDEX article_sites ON article (site, hidden, later, lang, day, id);
