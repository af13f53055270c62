"""Generated examples: no clock judges them, none are kept on disk, and every run tries the same ones."""

from hypothesis import settings

settings.register_profile("house", deadline=None, database=None, derandomize=True)
settings.load_profile("house")
