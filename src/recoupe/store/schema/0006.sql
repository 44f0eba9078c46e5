-- Lists of the latest: they look at the days that are needed, and at no others.
CREATE INDEX article_day ON article (day);
CREATE INDEX groups_disputed ON groups (kind, last_day, id) WHERE disputed = 1;
-- What a ledger can be narrowed down by, counted without looking into articles.
CREATE INDEX article_lang ON article (hidden, lang);
CREATE INDEX article_shown ON article (hidden, site);
CREATE INDEX actor_country ON actor (country, article, hidden) WHERE country IS NOT NULL;
