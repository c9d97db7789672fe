"""The rehearsal: each reward scores its own data in a process of its own before anything is synthesised."""
