"""The proof that a wrong answer never out-scores a right one."""
