"""`rft evidence`: renews what can be renewed for nothing, and says what judge cards would cost.

experiment -> attack anew -> attack.json; judged dimensions -> their cards -> calls and dollars of what is missing
"""
