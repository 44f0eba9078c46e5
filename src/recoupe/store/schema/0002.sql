-- What a page shows of its site, and the fact checks that it declares; what ties sites, by mark.

ALTER TABLE article ADD COLUMN marks {text} NOT NULL DEFAULT '[]';  -- JSON: [[kind, value], ...]

-- Fact checks as pages declare them (schema.org ClaimReview): all values in the page's own words.
CREATE TABLE factcheck (
    nr {int} PRIMARY KEY,          -- 100000 * article.nr + its place
    id {text} NOT NULL UNIQUE,
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    claim {text} NOT NULL,
    rating {text},
    value {text},
    best {text},
    worst {text},
    reviewer {text},
    reviewer_url {text},
    url {text},
    published {text},
    claimant {text},
    said_on {text},
    appearances {text} NOT NULL,   -- JSON: [url, ...]
    title {text},
    lang {text},
    source {text} NOT NULL,        -- the whole declaration, JSON
    folded {text} NOT NULL,        -- the claimant in the spelling of look-up; '' for none
    hidden {int} NOT NULL,
    words {blob}                   -- what the linker finds it by; NULL where it has not been linked
){strict};
CREATE INDEX factcheck_article ON factcheck (article);
CREATE INDEX factcheck_folded ON factcheck (folded);

-- What sites show or point to, each with the few articles in which it was seen first.
CREATE TABLE sitemark (
    kind {text} NOT NULL,          -- footer, ads, analytics, ...
    value {text} NOT NULL,         -- an id, a fingerprint, or the site that is pointed to
    site {text} NOT NULL,
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (kind, value, site, article)
){unrowed};
CREATE INDEX sitemark_site ON sitemark (site);
CREATE INDEX sitemark_article ON sitemark (article);
