"""The pages: `baocao serve` shows the archive in a browser; they ask the same functions as the command line."""
