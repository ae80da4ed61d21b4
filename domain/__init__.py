"""What happened, what the law asks and what follows: pure, without clock, files or storage."""
