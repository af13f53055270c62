"""The SQL that both databases of the province speak: one spelling of each statement, so that they cannot differ.

Values are marked `?`. What a dialect says in its own way (locks, search, the next touch) is named in each class.
"""
