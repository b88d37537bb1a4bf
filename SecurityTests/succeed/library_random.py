# Seeded random numbers repeat, in the module and in generators of one's own.
import random
import secrets

random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abcdef"), random.sample(range(50), 3))
own = random.Random("text seed")
print(own.randrange(1000), round(own.gauss(0, 1), 6), own.choices("ab", weights=[1, 9], k=5), own.getrandbits(64))
deck = list(range(8))
random.Random(7).shuffle(deck)
print(deck)
state = random.getstate()
first = [random.uniform(0, 1) for _ in range(3)]
random.setstate(state)
print(first == [random.uniform(0, 1) for _ in range(3)])
print(0 <= random.SystemRandom().random() < 1, len(secrets.token_bytes(8)), len(secrets.token_hex(4)), secrets.randbelow(5) < 5)
print("OK")
