"""The web application on a ledger: pages, the API and feeds. `recoupe.web.app.make` gives it, `serving` lets it listen.

Pages and the API ask the ledger with the same functions (`asking`); what they give is drawn by templates or typed as
JSON. There is no global state: all that an application has hangs on `app.state`.
"""
