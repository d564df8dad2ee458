"""Faults that Kofu has to survive, each made on purpose; what is shared by all of them stands beside them."""
