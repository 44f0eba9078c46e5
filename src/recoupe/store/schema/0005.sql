-- People who may sign in, what they follow, and what they are told of it; what was done by whom.

CREATE TABLE person (
    id {text} PRIMARY KEY,
    name {text} NOT NULL UNIQUE,   -- in small letters
    role {text} NOT NULL,          -- reader, editor, admin
    password {text} NOT NULL,      -- scrypt: its costs, salt and hash
    made {text} NOT NULL,
    seen {text} NOT NULL           -- when they signed in last; '' for never
){strict};

-- Who is signed in. The id is a hash of a secret that only the browser has.
CREATE TABLE session (
    id {text} PRIMARY KEY,
    person {text} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    made {text} NOT NULL,
    seen {text} NOT NULL,
    ends {text} NOT NULL
){strict};
CREATE INDEX session_person ON session (person);

-- Keys to the API.
CREATE TABLE token (
    id {text} PRIMARY KEY,
    person {text} NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    label {text} NOT NULL,
    digest {text} NOT NULL UNIQUE, -- a hash of the secret, which only its owner has
    scopes {text} NOT NULL,        -- of read, follow, decide, admin, parted by blanks
    made {text} NOT NULL,
    ends {text} NOT NULL,          -- '' for never
    used {text} NOT NULL           -- the day; '' for never
){strict};
CREATE INDEX token_person ON token (person);

-- Tries to sign in that failed, by a hash of the name, of where they came from, or of both.
CREATE TABLE attempt (
    "key" {text} PRIMARY KEY,
    count {int} NOT NULL,
    at {text} NOT NULL             -- of the last one
){strict};

ALTER TABLE log ADD COLUMN action {text} NOT NULL DEFAULT 'forget';
ALTER TABLE log ADD COLUMN object {text} NOT NULL DEFAULT '';  -- what it was done to
ALTER TABLE log ADD COLUMN origin {text} NOT NULL DEFAULT '';  -- where it came from: an address of the network
CREATE INDEX log_object ON log (object);

-- What is followed. Without a person it is of whoever has the ledger.
CREATE TABLE follow (
    id {text} PRIMARY KEY,
    person {text} REFERENCES person (id) ON DELETE CASCADE,
    kind {text} NOT NULL,          -- search, articles, story, actor, claim
    what {text} NOT NULL,          -- of the first two a query, else the id of a group
    name {text} NOT NULL,
    made {text} NOT NULL
){strict};
CREATE INDEX follow_person ON follow (person);

-- How one is told of it.
CREATE TABLE alert (
    id {text} PRIMARY KEY,
    follow {text} NOT NULL REFERENCES follow (id) ON DELETE CASCADE,
    way {text} NOT NULL,           -- feed, webhook, mail
    target {text} NOT NULL,        -- an address; of a feed ''
    secret {text} NOT NULL,        -- of a webhook what it is signed with, of a feed a hash of its address; of mail ''
    every {int} NOT NULL,          -- seconds at least between two deliveries
    made {text} NOT NULL,
    checked {text} NOT NULL,       -- when it was last looked for something new
    state {text} NOT NULL,         -- active, paused, broken
    error {text} NOT NULL          -- the last one, for people; ''
){strict};
CREATE INDEX alert_follow ON alert (follow);
CREATE UNIQUE INDEX alert_secret ON alert (secret) WHERE way = 'feed';

-- What an alert has told of already, or what was there when it was made: hashes, nothing that can be read.
CREATE TABLE told (
    alert {text} NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    "key" {text} NOT NULL,
    at {text} NOT NULL,
    PRIMARY KEY (alert, "key")
){unrowed};

-- What is to be sent, or was. It holds ids: what is sent is put together when it is sent.
CREATE TABLE delivery (
    id {text} PRIMARY KEY,
    alert {text} NOT NULL REFERENCES alert (id) ON DELETE CASCADE,
    made {text} NOT NULL,
    due {text} NOT NULL,           -- of the next try; '' for never
    state {text} NOT NULL,         -- waiting, sent, failed
    tries {int} NOT NULL,
    error {text} NOT NULL,         -- of the last try, for people; ''
    sent {text} NOT NULL,          -- when; '' while it is not
    items {text} NOT NULL          -- JSON: [id, ...] of statements or articles
){strict};
CREATE INDEX delivery_alert ON delivery (alert, made);
CREATE INDEX delivery_due ON delivery (due) WHERE due <> '';

ALTER TABLE review ADD COLUMN value {text} NOT NULL DEFAULT '';  -- of a new name or a correction: what it says
CREATE INDEX article_added ON article (added);
