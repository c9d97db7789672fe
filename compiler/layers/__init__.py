"""Third-party packages of a reward: layers/<name>/requirements.txt -> a folder that Lambda mounts at /opt."""
