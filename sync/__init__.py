"""How records travel between the offices and the province; imports the law only in the province."""
