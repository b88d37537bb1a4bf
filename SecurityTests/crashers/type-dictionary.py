# A built-in type emptied through its mapping proxy harms the run alone.
# verdict: exit, exception, crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
class Leak:
    def __ror__(self, other):
        return other

    def __or__(self, other):
        return other


table = int.__dict__ | Leak()
table["__add__"] = None
table.clear()
print(1 + 1, str(2), int("3"), (4).bit_length())
