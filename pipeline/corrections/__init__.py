"""What reviewers say against what was read: facts corrected, added or rejected, and all that follows from that."""
