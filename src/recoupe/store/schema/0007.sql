-- What repeats over the pages of sites, learned while they are read, and with which template each page was read.

-- The lines of a layout of a site, learned from so many pages. Rows stay: pages were read with them. Of several with one
-- layout, that of most pages is used from now on.
CREATE TABLE template (
    id {text} PRIMARY KEY,
    site {text} NOT NULL,          -- host
    layout {int} NOT NULL,
    pages {int} NOT NULL,
    said {text} NOT NULL           -- JSON: hashes of lines
){strict};
CREATE INDEX template_site ON template (site, layout, pages);

-- What is being learned of a site. fresh: pages that were kept may be read better with what was learned since.
CREATE TABLE learned (
    site {text} PRIMARY KEY,
    fresh {int} NOT NULL,
    said {text} NOT NULL           -- JSON: the layout, marks of pages, hashes of lines and on how many pages they stood
){strict};
CREATE INDEX learned_fresh ON learned (site) WHERE fresh = 1;

-- template: its id; '' where none was known or fitted; NULL where none was looked for, and of pages read before.
ALTER TABLE page ADD COLUMN site {text};
ALTER TABLE page ADD COLUMN template {text};
CREATE INDEX page_template ON page (site, template) WHERE template IS NOT NULL;
