"""Deadlines: by when somebody has to act, may act, or something happens, and how that day is found.

Pure functions of what happened and of the law. `rule` is the form in which the law says it,
`terms` counts and rounds, `happenings` and `clock` read the acts, `course` is one term step by
step and `outcome` what became of it, `counting` gives the deadlines of one rule, `of_person` and
`of_agreement` those of one person and of one agreement, and `revisions` tells how they changed as
more became known.
"""
