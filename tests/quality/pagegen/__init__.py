"""News-like pages with a label for each line, composed from words and sentences of our own, to train the line classifier.

`pools/<lang>.toml` holds the words, `prose` makes sentences about a topic, `habits` says how a site lays its pages out,
`frame` what stands around the article, `compose` puts a page together. Nothing here is scored (see `../pages`), and nothing
here runs in the product.
"""
