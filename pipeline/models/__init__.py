"""The seam for models: what a model proposes, how it is checked, and which models the user has named.

One seam for all floors: a backend gives `propose(article) -> spans`, each with a label, a score and the name of the model; one
verifier (`verify`) anchors every span in the kept lines of the text, or drops and counts it. What a floor makes of anchored spans
is decided on that floor (names: `pipeline.annotate.proposed`). Off by default: without `[[models.…]]` in `dateline.toml`
nothing here runs, and no model library is imported before a document is at hand.

    choice (what the user wrote) → weights (what lies there) → backends (loaded, once a process) → spans → verify → a floor

`choice`, `spans` and `verify` are pure. A new backend is a module beside `spacy_backend` and a row in `backends`; a new floor a table in
`labels.toml` and its own use of the anchored spans.
"""
