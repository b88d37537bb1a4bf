# A pickle of a very deep list is read without recursion, and its list released without.
# verdict: exit
# limits: cpu=5s wall=60s
# control: none
import pickle

items = pickle.loads(b"\x80\x04" + b"]" * 10 ** 6 + b"a" * (10 ** 6 - 1) + b".")
del items
