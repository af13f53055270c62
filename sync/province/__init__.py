"""The reference provincial system; the only part of the road that knows the law."""
