"""`rft plan`: a forecast of a job's time, dollars and limits, simulated before it begins.

experiment + workload -> Case -> simulation -> Forecast -> the same with one thing changed -> advice
"""
