"""Text in, mentions out: one file per kind of mention, registered here in order."""
