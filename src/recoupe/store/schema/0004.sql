-- How often a channel changes, headlines of versions, and what sites say to crawlers.

-- Polls, those with news, and seconds between polls, each weighted by age (fetch/feeds/interval.py).
ALTER TABLE channel ADD COLUMN polls {real} NOT NULL DEFAULT 0;
ALTER TABLE channel ADD COLUMN changes {real} NOT NULL DEFAULT 0;
ALTER TABLE channel ADD COLUMN seconds {real} NOT NULL DEFAULT 0;

-- The headline of a version: it may change while the text, and with it the article, stays. NULL: that of the article.
ALTER TABLE version ADD COLUMN title {text};

-- Files of a site that are asked for once a day: robots.txt, tdmrep.json, terms of licences.
CREATE TABLE sitefile (
    site {text} NOT NULL,          -- scheme, host and port
    name {text} NOT NULL,
    said {text} NOT NULL,          -- JSON: what it means, when it was asked for
    PRIMARY KEY (site, name)
){unrowed};
