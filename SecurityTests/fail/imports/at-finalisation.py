# A finaliser that runs while `__main__` is torn down holds no more than the script did.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD StopIteration
# control: python3
import sys

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]


class Last:
    # By then the names of `__main__` may be gone.
    def __del__(self, nonce=nonce, path=path, secret=secret):
        print("MARK", nonce, flush=True)
        try:
            kinds = [object]
            for kind in kinds:
                kinds += [each for each in type.__subclasses__(kind) if each not in kinds]
            file = next(kind for kind in kinds if kind.__name__ == "FileIO")
            assert secret in file(path).read().decode()
            verdict = "ESCAPED " + nonce
        except BaseException as error:
            verdict = "HELD " + type(error).__name__
        print(verdict, flush=True)


last = Last()
