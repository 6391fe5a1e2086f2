"""The audit: evidence of how good the rows are on a user's own corpus, from people who judge a sample of them.

`questions.py` says what is judged, `sampling.py` draws, `sheets.py` reads what coders wrote, `verdicts.py` settles what several of them
say, `score.py` estimates, with `intervals.py` and `agreement.py` below it, `recall.py` compares what readers of whole articles list with
what was found, and `report.py` tells it. Values in, values out: where rows come from and where files lie is `pipeline/warehouse`.
"""
