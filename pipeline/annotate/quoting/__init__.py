"""Who said what: the parts behind `pipeline.annotate.quotes`.

`marks` pairs quotation marks, `units` cuts lines into narrator's sentences with quotations as single items, `grammar` reads the
language's closed classes, `cues` finds words of saying, `frames` finds what each cue introduces, `subjects` reads the noun phrase of
the speaker, `speakers` decides who that is. All pure; the words of a language stand in its pack.
"""
