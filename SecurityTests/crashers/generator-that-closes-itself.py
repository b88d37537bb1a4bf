# Generators that close and throw into themselves end the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# control: none
def generate():
    try:
        generator.close()
    except ValueError:
        pass
    try:
        yield 1
    finally:
        try:
            generator.throw(KeyError)
        except ValueError:
            pass


generator = generate()
next(generator)
generator.close()


def outer():
    yield from Inner()


class Inner:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    def throw(self, *arguments):
        wrapped.close()

    def close(self):
        wrapped.throw(KeyError)


wrapped = outer()
next(wrapped)
for act in [wrapped.close, lambda: wrapped.throw(KeyError)]:
    try:
        act()
    except (KeyError, RuntimeError, ValueError, StopIteration):
        pass
