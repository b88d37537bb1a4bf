# A sub-interpreter, which would start with stock built-ins, cannot be made.
# goal: tangible
# family: imports
# held-by: language
# expect: HELD ImportError, ModuleNotFoundError
# control: python3
import os
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    import _xxsubinterpreters as interpreters

    fresh = interpreters.create()
    interpreters.run_string(fresh, f"open({target + '/out/x'!r}, 'w').close()")
    interpreters.destroy(fresh)
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
