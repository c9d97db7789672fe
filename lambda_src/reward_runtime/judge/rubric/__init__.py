"""What the judge is asked, and how its verdict is read."""
