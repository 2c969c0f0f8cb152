"""What leaves the program as files: tables, workbooks, data sets, series, annotations for other tools."""
