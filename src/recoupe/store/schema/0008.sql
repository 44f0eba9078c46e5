-- Marks of change, by which a reader knows whether what it has shown still holds: they count transactions.
INSERT INTO about VALUES ('changed', '0');  -- of anything that is shown
INSERT INTO about VALUES ('decided', '0');  -- of what people decided, and of what was forgotten
-- Sites: what is counted of each, without looking into articles. They take the place of two smaller ones.
CREATE INDEX article_sites ON article (site, hidden, lang, day, id);
DROP INDEX article_site;
DROP INDEX article_shown;
CREATE INDEX link_copies ON link (a) WHERE kind = 'copy' AND withdrawn IS NULL AND certain = 1;
