-- An article whose page was taken down says so wherever it is shown; what it said still counts: it was published.

ALTER TABLE article ADD COLUMN gone {text};  -- since when it is at no address any more; NULL while it is at one
UPDATE article SET gone = (
    SELECT max(f.at) FROM address d JOIN fetched f ON f.url = d.url WHERE d.article = article.id AND f.decision = 'gone')
WHERE later IS NULL AND EXISTS (
    SELECT 1 FROM address d JOIN fetched f ON f.url = d.url WHERE d.article = article.id AND f.decision = 'gone')
AND NOT EXISTS (  -- an address at which it was seen after the last time that it was gone there
    SELECT 1 FROM address d WHERE d.article = article.id AND NOT EXISTS (
        SELECT 1 FROM fetched f WHERE f.url = d.url AND f.decision = 'gone' AND NOT EXISTS (
            SELECT 1 FROM fetched g WHERE g.url = f.url AND g.at > f.at AND g.decision IN ('kept', 'same'))));
