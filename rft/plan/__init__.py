"""`rft plan`: what a job on an experiment will take: time, dollars and limits, simulated before it begins.

experiment + workload -> Case -> simulation -> Forecast -> the same with one thing changed -> advice
"""
