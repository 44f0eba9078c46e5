-- A ledger. Facts (article to side) are what `read` found; nobody edits them. Links and reviews are rows that are
-- withdrawn, not changed. Groups and members are derived from both. Spans are JSON: [[start, end], ...] in code points
-- of article.text, ends exclusive. Days are YYYY-MM-DD, times ISO 8601 in UTC; '' where there is none and rows are
-- sorted by it. Yes and no are 1 and 0.

CREATE TABLE article (
    nr {serial},
    id {text} NOT NULL UNIQUE,
    ref {text} NOT NULL,           -- as it was given first
    url {text},
    site {text},
    kind {text} NOT NULL,
    lang {text},
    title {text},
    published {text},              -- as the page has it
    modified {text},
    day {text} NOT NULL,           -- of publication, on the publisher's clock
    moment {text} NOT NULL,        -- of publication, in UTC; a bare day where no time is known
    authors {text} NOT NULL,       -- JSON: [name, ...]
    outlinks {text} NOT NULL,      -- JSON: [[url, text, where], ...]
    boilerplate {text} NOT NULL,   -- spans
    problems {text} NOT NULL,      -- JSON: [[code, message], ...]
    version {text} NOT NULL,       -- of the rules that made the facts
    digest {text} NOT NULL,        -- of all facts, to see whether a reading brings anything new
    added {text} NOT NULL,
    linked {int} NOT NULL,         -- whether the linker is done with it
    hidden {int} NOT NULL,
    masked {int} NOT NULL,         -- whether a name was blotted out of its text
    text {text} NOT NULL
){strict};
CREATE INDEX article_url ON article (url);
CREATE INDEX article_ref ON article (ref);
CREATE INDEX article_moment ON article (moment);
CREATE INDEX article_site ON article (site);
CREATE INDEX article_unlinked ON article (moment, id) WHERE linked = 0;

-- What came in and was read, so that it need not be read again. The id is a hash of its bytes and of how they are read.
CREATE TABLE page (
    id {text} PRIMARY KEY,
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    version {text} NOT NULL
){strict};
CREATE INDEX page_article ON page (article);

CREATE TABLE actor (
    nr {int} PRIMARY KEY,          -- 100000 * article.nr + its place
    id {text} NOT NULL UNIQUE,
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    name {text} NOT NULL,
    folded {text} NOT NULL,        -- the name in the spelling of look-up
    type {text} NOT NULL,
    country {text},
    role {text},
    mentions {text} NOT NULL,      -- spans
    hidden {int} NOT NULL
){strict};
CREATE INDEX actor_article ON actor (article);
CREATE INDEX actor_folded ON actor (folded);

CREATE TABLE statement (
    nr {int} PRIMARY KEY,          -- 100000 * article.nr + its place
    id {text} NOT NULL UNIQUE,
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    content {text} NOT NULL,       -- spans
    source {text} NOT NULL,        -- spans
    cue {text} NOT NULL,           -- spans
    form {text} NOT NULL,
    stance {text} NOT NULL,
    kind {text} NOT NULL,
    who {text},
    actor {text} REFERENCES actor (id) ON DELETE SET NULL,
    addressee {text},
    said_from {text},
    said_to {text},
    rule {text} NOT NULL,
    confidence {real} NOT NULL,
    words {text} NOT NULL,         -- the content as the text has it; pieces that stand apart are joined by …
    hidden {int} NOT NULL
){strict};
CREATE INDEX statement_article ON statement (article);
CREATE INDEX statement_actor ON statement (actor);

CREATE TABLE timex (
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    n {int} NOT NULL,
    "start" {int} NOT NULL,
    "end" {int} NOT NULL,
    type {text} NOT NULL,
    value {text} NOT NULL,
    mod {text},
    first_day {text},
    last_day {text},
    rule {text} NOT NULL,
    PRIMARY KEY (article, n)
){strict};

-- Claims inside one article, as `read` found them: each statement with its side.
CREATE TABLE side (
    claim {text} NOT NULL,
    n {int} NOT NULL,
    article {text} NOT NULL REFERENCES article (id) ON DELETE CASCADE,
    statement {text} NOT NULL,
    polarity {text} NOT NULL,
    PRIMARY KEY (claim, n)
){strict};
CREATE INDEX side_article ON side (article);
CREATE INDEX side_statement ON side (statement);

CREATE TABLE link (
    id {text} PRIMARY KEY,
    kind {text} NOT NULL,          -- story, claim, actor, copy, network, check
    a {text} NOT NULL,
    b {text} NOT NULL,
    score {real} NOT NULL,
    reasons {text} NOT NULL,       -- JSON: [sentence, ...]
    maker {text} NOT NULL,
    sort {text} NOT NULL,
    certain {int} NOT NULL,
    side_a {text} NOT NULL,
    side_b {text} NOT NULL,
    share {real},
    aligned {text} NOT NULL,       -- JSON: [[[start, end], [start, end]], ...]
    made {text} NOT NULL,
    withdrawn {text}
){strict};
CREATE INDEX link_a ON link (kind, a) WHERE withdrawn IS NULL;
CREATE INDEX link_b ON link (kind, b) WHERE withdrawn IS NULL;
CREATE INDEX link_all_a ON link (a);
CREATE INDEX link_all_b ON link (b);

CREATE TABLE review (
    id {text} PRIMARY KEY,
    decision {text} NOT NULL,      -- what was decided in one go
    kind {text} NOT NULL,
    verdict {text} NOT NULL,       -- merge, split, hide, confirm, reject
    a {text} NOT NULL,
    b {text} NOT NULL,
    person {text} NOT NULL,
    note {text} NOT NULL,
    made {text} NOT NULL,
    withdrawn {text},
    withdrawn_by {text}
){strict};
CREATE INDEX review_a ON review (a);
CREATE INDEX review_b ON review (b);
CREATE INDEX review_decision ON review (decision);
CREATE INDEX review_live ON review (kind, verdict) WHERE withdrawn IS NULL;

-- Groups of two members and more. An article that is in none is a story of its own, an actor likewise. "key" is the id
-- that the group was made with and stays; id is that of the smallest member now.
CREATE TABLE groups (
    "key" {text} PRIMARY KEY,
    kind {text} NOT NULL,          -- story, claim, actor, network
    id {text} NOT NULL UNIQUE,
    smallest {text} NOT NULL,      -- member
    size {int} NOT NULL,
    first_day {text} NOT NULL,
    last_day {text} NOT NULL,
    disputed {int} NOT NULL
){strict};
CREATE INDEX groups_last ON groups (kind, last_day, id);

CREATE TABLE member (
    kind {text} NOT NULL,
    item {text} NOT NULL,          -- article.id, statement.id, actor.id or a site
    "group" {text} NOT NULL REFERENCES groups ("key"),
    polarity {text},               -- of a claim: for, against, open
    PRIMARY KEY (kind, item)
){unrowed};
CREATE INDEX member_group ON member ("group", item);

-- Ids that groups had before, for ever. That of a story or an actor names a member, and needs a row here only when that
-- member is no more.
CREATE TABLE redirect (
    old {text} PRIMARY KEY,
    new {text} NOT NULL
){strict};

-- What the linker finds candidates by, and what it wants to know the next time.
CREATE TABLE linkkey (
    space {text} NOT NULL,
    "key" {text} NOT NULL,
    item {text} NOT NULL,
    PRIMARY KEY (space, "key", item)
){unrowed};
CREATE INDEX linkkey_item ON linkkey (item);
CREATE TABLE memory (
    name {text} PRIMARY KEY,
    value {text} NOT NULL
){strict};

-- What must not come back: a hash of a url or of a folded name, never the name itself.
CREATE TABLE tombstone (
    id {text} PRIMARY KEY,
    kind {text} NOT NULL,          -- url, name
    deleted {int} NOT NULL,        -- 0 hidden, 1 deleted
    made {text} NOT NULL
){strict};
CREATE TABLE log (
    nr {serial},
    made {text} NOT NULL,
    person {text} NOT NULL,
    what {text} NOT NULL
){strict};

-- Each name once, in the spelling of look-up; what is searched for names leads here.
CREATE TABLE name (
    nr {serial},
    folded {text} NOT NULL UNIQUE
){strict};
