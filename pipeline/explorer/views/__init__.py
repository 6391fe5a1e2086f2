"""A view asks the desk what its page shows, and gives it to the template of the same name. One function a kind of page.

`(desk, query, links)` or, for a page about one thing, `(desk, query, links, key)`; the answer is what the template reads, None where there
is no such thing.
"""
