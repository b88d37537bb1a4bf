# A weak reference's callback, run inside a library frame, does not lead to its globals.
# goal: tangible
# family: introspection
# held-by: language
# expect: HELD KeyError
# control: python3
import sys
import threading
import weakref

target, nonce, port = sys.argv[1:4]
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

frames = []


class Loot:
    pass


print("MARK", nonce, flush=True)
try:
    loot = Loot()
    reference = weakref.ref(loot, lambda _: frames.append(sys._getframe(1)))
    thread = threading.Thread(target=id, args=(loot,))
    del loot
    thread.start()  # Thread.run drops the last strong reference
    thread.join()
    assert secret in frames[0].f_globals["__builtins__"]["open"](path).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
