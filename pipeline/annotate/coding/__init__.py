"""Event coding: who did what to whom, found by triggers and grammar that are data.

`ontology` holds the types, `lexicon` compiles a language's triggers and grammar, `verbgroup` (with `verbsecond`, `verbfirst`) reads
voice, tense and polarity around a trigger, `selection` and `plausible` keep what reports an act, `units` and `bodies` list who can
take part, `frames` chooses who does, `cast` says whom they stand for, `dating` and `context` date, place and attribute, `numbers` counts.
`pipeline.annotate.events` puts them together. No word of any language stands here.
The method is that of CAMEO and PLOVER coders (Schrodt 2012; Halterman et al. 2023): a trigger pattern gives the type,
shallow grammar gives source and target.
"""
