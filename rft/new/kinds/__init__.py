"""The starts of `rft new`: a reward, its data and its test for each kind; `new_reward` stands for its name."""
