"""JavaRosa's dialect of XPath 1.0: text → tokens → tree → closures.

Here live the three steps and nothing about forms. Functions and values are the rooms below; who evaluates
what, and when, is decided above.
"""
