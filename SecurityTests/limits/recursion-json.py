# Very deep JSON is a RecursionError.
# verdict: exception
# limits: cpu=5s wall=60s
# control: none
import json
import sys

sys.setrecursionlimit(10 ** 9)
json.loads("[" * 10 ** 6 + "]" * 10 ** 6)
