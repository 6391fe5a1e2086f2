"""The seam for models: what a model proposes, how it is checked, and which models the user has named.

One seam for all floors: a backend gives `propose(article)`, and a verifier anchors what it says in the kept lines of the text, or drops and
counts it. Weights (spaCy, GLiNER) give spans, checked by `verify`; an endpoint gives words, whose places `verify_quotes` finds with
`wording`. What a floor makes of what is anchored is decided on that floor (names: `pipeline.annotate.proposed`; quotes:
`pipeline.annotate.quoting.proposed`). To events a model adds nothing: it gives `judge(lang, candidates)`, verdicts on what rules have coded
(`candidates`), checked by `verify_events`, and `pipeline.annotate.settled` takes out what is dropped. Off by default: without
`[[models.…]]` in `dateline.toml` nothing here runs, no model library is imported before a document is at hand, and nobody is spoken to.

    choice (what the user wrote) → weights (what lies there) → backends (loaded, once a process) → spans → verify → a floor
             an endpoint: openai_conversation puts questions → answers (kept), else openai_http → claims → verify_quotes → a floor
             a judge: candidates → event_questions, or sentences → verdicts → verify_events → rulings

All but the backends, `answers` and `openai_http` is pure. A new backend is a module beside `spacy_backend` and a row in `backends`; a new
floor a table in `labels.toml` and its own use of what is anchored.
"""
