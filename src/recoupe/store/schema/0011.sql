-- An article whose page was taken down says so wherever it is shown; what it said still counts: it was published.

ALTER TABLE article ADD COLUMN gone {text};  -- since when it is not at its address any more; NULL while it is
UPDATE article SET gone = (
    SELECT min(f.at) FROM address d JOIN fetched f ON f.url = d.url
    WHERE d.article = article.id AND f.decision = 'gone' AND NOT EXISTS (
        SELECT 1 FROM fetched g WHERE g.url = f.url AND g.at > f.at AND g.decision IN ('kept', 'same')))
WHERE EXISTS (SELECT 1 FROM fetched WHERE decision = 'gone') AND later IS NULL;
