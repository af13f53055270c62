"""Sổ: the volumes of the commune's books, who holds them, and what is done with them."""
