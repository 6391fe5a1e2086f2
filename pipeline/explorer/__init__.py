"""The pages for analysts: read-only, over the published file; served by `dateline serve`, or written as files by the asset `site`.

spans, outside, charts, network, world, windows  pure: segments of a text, text from outside, drawings
addresses                                        where a page is, on the server and among files
views/                                           what a page asks (sql/pages) and shows (templates/)
render, catalogue                                a page as HTML; which pages there are
app, question, site                              the server, its SQL box, the static site
"""
