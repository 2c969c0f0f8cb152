"""What the commands print: answers for a terminal, the progress of a batch."""
