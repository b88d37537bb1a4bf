# A search that compares for ever ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
class Other:
    def __eq__(self, other):
        items.append(self)
        return False


items = [Other()]
print(0 in items)
