"""The verbs of the desk: one file, one verb, one transaction. No clock, no disk, no line, no toolkit.

A verb never calls a verb; what two verbs share stands in `forms` or `ports`.
"""
