-- What is watched and fetched, and which article stood at an address when.

-- A site, or a part of one, that is watched.
CREATE TABLE source (
    id {text} PRIMARY KEY,
    home {text} NOT NULL UNIQUE,
    site {text} NOT NULL,          -- host of home
    state {text} NOT NULL,         -- active, paused, broken
    added {text} NOT NULL
){strict};
CREATE INDEX source_site ON source (site);

-- Its feeds and sitemaps.
CREATE TABLE channel (
    url {text} PRIMARY KEY,
    source {text} NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    kind {text} NOT NULL,          -- feed, sitemap
    every {int} NOT NULL,          -- seconds between two polls
    due {text} NOT NULL,           -- of the next poll; '' for never
    etag {text},
    modified {text},               -- Last-Modified, as the server says it
    polled {text},
    news {text},                   -- when it last told of something new
    errors {int} NOT NULL,         -- in a row
    error {text},                  -- the last one, for people
    "full" {int} NOT NULL,         -- whether items carry the whole text, so that no page is fetched
    gone {int} NOT NULL
){strict};
CREATE INDEX channel_source ON channel (source);
CREATE INDEX channel_due ON channel (due) WHERE due <> '';

-- What a source gave by day (UTC).
CREATE TABLE tally (
    source {text} NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    day {text} NOT NULL,
    polls {int} NOT NULL,
    errors {int} NOT NULL,
    items {int} NOT NULL,
    articles {int} NOT NULL,
    PRIMARY KEY (source, day)
){unrowed};

-- What is to be fetched, or was. It is due until the outcome of the fetch stands here.
CREATE TABLE address (
    url {text} PRIMARY KEY,
    host {text} NOT NULL,
    source {text} REFERENCES source (id) ON DELETE SET NULL,
    found {text} NOT NULL,
    due {text} NOT NULL,           -- '' for never
    stage {int} NOT NULL,          -- how often it was read; then it is fetched again, for changes
    tries {int} NOT NULL,          -- failures in a row
    claimed {text},                -- when it was published, as its channel says
    etag {text},
    modified {text},               -- Last-Modified, as the server says it
    digest {text},                 -- of the body that came last
    article {text} REFERENCES article (id) ON DELETE SET NULL,
    kept {text}                    -- when it was first kept
){strict};
CREATE INDEX address_due ON address (due, url) WHERE due <> '';
CREATE INDEX address_source ON address (source);
CREATE INDEX address_article ON address (article);

-- What items of a source are known by (hashes of addresses and of their own ids), so that none is fetched twice.
CREATE TABLE item (
    source {text} NOT NULL REFERENCES source (id) ON DELETE CASCADE,
    "key" {text} NOT NULL,
    url {text} NOT NULL REFERENCES address (url) ON DELETE CASCADE,
    PRIMARY KEY (source, "key")
){unrowed};
CREATE INDEX item_url ON item (url);

-- What came of each fetch. The id is a hash of address, time and record.
CREATE TABLE fetched (
    id {text} PRIMARY KEY,
    url {text} NOT NULL REFERENCES address (url) ON DELETE CASCADE,
    at {text} NOT NULL,
    decision {text} NOT NULL,      -- kept, same, refused, skipped, gone, failed
    reason {text} NOT NULL,
    answered {text},               -- the address that answered, where it is another one
    status {int},
    digest {text},
    record {text},                 -- of the evidence
    optouts {text} NOT NULL,       -- JSON: [[where, what], ...]
    etag {text},
    modified {text},
    article {text} REFERENCES article (id) ON DELETE SET NULL
){strict};
CREATE INDEX fetched_url ON fetched (url, at);
CREATE INDEX fetched_article ON fetched (article);
CREATE INDEX fetched_at ON fetched (at);

-- Which article stood at an address, from when to when anybody looked: its versions.
CREATE TABLE version (
    url {text} NOT NULL,
    seen {text} NOT NULL,
    last {text} NOT NULL,
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    PRIMARY KEY (url, seen)
){unrowed};
CREATE INDEX version_article ON version (article);
CREATE INDEX version_seen ON version (seen);
INSERT INTO version (url, seen, last, article)
    SELECT url, min(added), min(added), min(id) FROM article WHERE url IS NOT NULL GROUP BY url, added;
