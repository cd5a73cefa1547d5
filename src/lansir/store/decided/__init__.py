"""What people decided, laid over a reading: corrections, how each is checked, and the rows that come of them.

A decision outlives the reading that it was made on, so whatever stores a reading lays the decisions over it anew
(`laying.reapply`). Making decisions is `lansir.review`.
"""
