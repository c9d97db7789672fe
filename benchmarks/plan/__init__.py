"""The plan beside real runs: the simulation of ``rft plan``, and the deployed engine on processes and the stand-in."""
