"""Who said what: the parts behind `pipeline.annotate.quotes`.

`marks` pairs quotation marks, `units` cuts lines into narrator's sentences with quotations as single items, `grammar` reads the
language's closed classes, `cues` (with `verbs`) finds words of saying, `frames` finds what each cue introduces: to its left
(`beside`), to its right (`content`, `unmarked`, `spans`), by a preposition (`sources`); `layouts` what no cue introduces. `scene`
holds what they share, `subjects` and `noun_phrases` read the words of the speaker, `speakers` decides who that is, `emit` makes
`Quote` values. All pure; the words of a language stand in its pack.
"""
