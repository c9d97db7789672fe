"""Everything that can go wrong with a judge's call, by name: ``table.FAULTS``. One kind of damage a module."""
