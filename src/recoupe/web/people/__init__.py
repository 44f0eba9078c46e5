"""Who asks, and what they may: sessions and keys, a guard before every page, and the pages for people.

`visitors` and `origins` decide and are pure; `guard` stands before the application; `forms` reads what is posted.
"""
