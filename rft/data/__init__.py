"""`rft data`: checks a file of training or evaluation rows before a job reads it, and corrects mistakes if it can."""
