# A student's simulation: the game of life, drawn as text.

GLIDER = """
.#...
..#..
###..
.....
.....
"""


def parse(text):
    return {(x, y) for y, line in enumerate(text.split()) for x, mark in enumerate(line) if mark == "#"}


def neighbours(cell):
    x, y = cell
    return {(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)} - {cell}


def step(alive):
    candidates = alive | {n for cell in alive for n in neighbours(cell)}
    return {c for c in candidates if (count := len(neighbours(c) & alive)) == 3 or (count == 2 and c in alive)}


def draw(alive, width=5, height=5):
    return "\n".join("".join("#" if (x, y) in alive else "." for x in range(width)) for y in range(height))


world = parse(GLIDER)
for generation in range(5):
    print(f"generation {generation}")
    print(draw(world))
    world = step(world)
print("OK")
