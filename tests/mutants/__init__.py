"""Mutation testing of `plans/`: one small change at a time, and does a test notice it? `make mutants`; no part of `make test`.

`changes.py` says what is changed, `mutant.py` finds every place and puts a change in, `coverage_map.py` which tests run a line,
`session.py` runs some of them in a process of their own, `judging.py` all mutants, two at a time; `equivalent.py` lists what nobody can notice.
"""
