"""What is asked of a store: who carried out what, where it is written, which figures disagree."""
