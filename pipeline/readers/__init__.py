"""Files in, documents out: one reader per format; `read(path)` picks one."""
