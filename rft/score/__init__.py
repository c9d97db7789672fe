"""`rft score`: the reward in this process, on its own samples or on a file, with nothing deployed.

lines -> samples -> scores and faults -> tally -> report or JSON
"""
