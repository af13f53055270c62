"""The SQL that both databases of the province speak: one spelling each, so that they cannot differ.

Values are marked `?`. What a dialect says in its own way (locks, search, touches) is named in each class.
"""
