# _thread.interrupt_main does not raise KeyboardInterrupt in the main thread.
# goal: authority
# family: objects-from-C
# held-by: language
# expect: HELD AttributeError, PermissionError
# control: python3
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import _thread

    interrupted = False
    try:
        _thread.interrupt_main()
        for _ in range(10**6):
            pass
    except KeyboardInterrupt:
        interrupted = True
    assert interrupted
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
