# Suspended generators without end end at the memory limit.
# verdict: memory
# limits: memory=64MiB cpu=5s wall=60s
# control: none
def generate():
    kept = list(range(100))
    yield kept


generators = []
while True:
    generator = generate()
    next(generator)
    generators.append(generator)
