# Floats and attributes: bodies that attract one another.


class Body:
    __slots__ = ("x", "y", "vx", "vy", "mass")

    def __init__(self, x, y, vx, vy, mass):
        self.x, self.y, self.vx, self.vy, self.mass = x, y, vx, vy, mass


def simulate(steps):
    bodies = [Body(n * 1.5, n * 0.5 + 1, 0.0, 0.1 * n, 1.0 + n) for n in range(5)]
    for _ in range(steps):
        for i, a in enumerate(bodies):
            for b in bodies[i + 1:]:
                dx, dy = a.x - b.x, a.y - b.y
                pull = 0.001 / ((dx * dx + dy * dy + 0.01) ** 1.5)
                a.vx -= dx * b.mass * pull
                a.vy -= dy * b.mass * pull
                b.vx += dx * a.mass * pull
                b.vy += dy * a.mass * pull
        for body in bodies:
            body.x += body.vx * 0.01
            body.y += body.vy * 0.01
    return sum(body.mass * (body.vx * body.vx + body.vy * body.vy) for body in bodies)


print(f"{simulate(2500):.9f}")
