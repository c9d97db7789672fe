"""What `rft new` starts from: a reward, its data and its test for each kind; `new_reward` stands for its name."""
