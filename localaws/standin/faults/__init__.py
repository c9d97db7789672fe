"""Everything that can go wrong with a call of the judge, by name (``table.FAULTS``). One kind of fault per module."""
