"""What is printed as squares: the citizen's card and our own receipt."""
