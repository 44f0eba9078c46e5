"""Templates of sites in the tables: learned page by page, kept for good once a page was read with them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoupe.store.part import Part
from recoupe.templates import ENOUGH, KNOWN, LAYOUTS, Learned, Template, Used

if TYPE_CHECKING:
    from collections.abc import Iterable

    from recoupe.templates import Lines

_PUT = "INSERT INTO template (id, site, layout, pages, said) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING"
_LEARNED = """INSERT INTO learned (site, fresh, said) VALUES (?, ?, ?)
    ON CONFLICT (site) DO UPDATE SET fresh = CASE WHEN excluded.fresh > learned.fresh THEN excluded.fresh
    ELSE learned.fresh END, said = excluded.said"""


class Templates(Part):
    """See the protocol of the same name in templates.py."""

    def templates(self, site: str) -> tuple[Template, ...]:
        """The templates of a site, that of the latest layout first."""
        sql = "SELECT site, layout, pages, said FROM template WHERE site = ? ORDER BY layout, pages"
        found = {row[1]: row for row in self.engine.all(sql, (site,))}  # of one layout, that of most pages
        latest = [Template.loaded(*found[layout]) for layout in sorted(found, reverse=True)[:LAYOUTS]]
        return tuple(template for template in latest if template)

    def teach(self, pages: Iterable[tuple[str, Lines]]) -> None:
        """Learn from pages, in this order."""
        with self.engine.writing():
            for site, page in pages:
                self._learn(site, page)

    def settle(self, sites: Iterable[str]) -> None:
        """Make templates of all that was learned so far."""
        with self.engine.writing():
            for site in sites:
                known = self._learned_of(site)
                if len(known.pages) > self._made_from(site, known.layout):
                    self._note_learned(site, known, fresh=self._make_template(site, known))

    def used(self, page: str) -> Used | None:
        """With which template a page was read."""
        found = self.engine.all("SELECT site, template FROM page WHERE id = ? AND template IS NOT NULL", (page,))
        return Used(*found[0]) if found else None

    def given(self, used: Used) -> tuple[Template, ...]:
        """The template that a page was read with."""
        found = self.engine.all("SELECT site, layout, pages, said FROM template WHERE id = ?", (used.template,))
        return tuple(template for row in found if (template := Template.loaded(*row)))

    def renewable(self) -> list[str]:
        """Sites with pages that may be read better."""
        return [r[0] for r in self.engine.all("SELECT site FROM learned WHERE fresh = 1 ORDER BY site")]

    def renewed(self, site: str) -> None:
        """Note that they were."""
        with self.engine.writing():
            self.engine.run("UPDATE learned SET fresh = 0 WHERE site = ?", (site,))

    def _learn(self, site: str, page: Lines) -> None:
        known = self._learned_of(site)
        if any(t.layout != known.layout and t.shown_by(page) for t in self.templates(site)):
            return
        more = known.after(page)
        if more is known:
            return
        count, made = len(more.pages), self._made_from(site, more.layout)
        fresh = (count >= ENOUGH or (count >= KNOWN and not made)) and self._make_template(site, more)
        self._note_learned(site, more.done() if count >= ENOUGH else more, fresh=fresh)

    def _learned_of(self, site: str) -> Learned:
        found = self.engine.all("SELECT said FROM learned WHERE site = ?", (site,))
        return Learned.loaded(found[0][0]) if found else Learned()

    def _note_learned(self, site: str, known: Learned, *, fresh: bool) -> None:
        self.engine.run(_LEARNED, (site, int(fresh), known.dumped()))

    def _made_from(self, site: str, layout: int) -> int:
        """From how many pages the template of a layout was made, 0 where there is none."""
        sql = "SELECT max(pages) FROM template WHERE site = ? AND layout = ?"
        return self.engine.all(sql, (site, layout))[0][0] or 0

    def _make_template(self, site: str, known: Learned) -> bool:
        """Make the template of what is known; gives whether there is one."""
        template = known.template(site)
        if template:
            self.engine.run(_PUT, (template.id, site, template.layout, template.pages, template.dumped()))
        return template is not None
