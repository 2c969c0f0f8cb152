"""`baocao` reads the reports of Vietnamese Party and State offices into tables."""
