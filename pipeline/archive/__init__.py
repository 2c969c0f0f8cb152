"""What only the whole archive can tell: which directive an undated citation means, units, running totals."""
