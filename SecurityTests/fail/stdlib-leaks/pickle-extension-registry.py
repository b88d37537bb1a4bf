# copyreg's extension registry does not name a function of an unlisted module.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD PermissionError
# control: python3
import copyreg
import os
import pickle
import sys

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    copyreg.add_extension("posix", "system", 240)
    command = target + "/touch.sh"
    pickle.loads(b"\x80\x02\x82\xf0X" + len(command).to_bytes(4, "little") + command.encode() + b"\x85R.")
    assert os.path.exists(target + "/out/executed")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
