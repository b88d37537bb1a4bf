# A `global` statement, run by `eval` in a library frame, stores nothing in the library.
# goal: authority
# family: stdlib-leaks
# held-by: language
# expect: HELD AttributeError
# control: python3
import concurrent.futures.thread
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    with concurrent.futures.ThreadPoolExecutor() as pool:
        pool.submit(eval, compile("global owned\nowned = True", "<text>", "exec")).result()
    assert concurrent.futures.thread.owned
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
