"""The web application: pages for people and an API for programs, on one ledger.

`app` puts it together, `asking` asks the ledger, `pages` and `api` show what came. `people` is who may do what.
"""
