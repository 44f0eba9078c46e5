-- Lists of the latest: they look at the days that are needed, and at no others.
CREATE INDEX article_day ON article (day);
CREATE INDEX groups_disputed ON groups (kind, last_day, id) WHERE disputed = 1;
