# tarfile extracts nothing into the host.
# goal: tangible
# family: stdlib-leaks
# held-by: language
# expect: HELD OSError
# control: python3
import io
import os
import sys
import tarfile

target, nonce, port = sys.argv[1:4]

print("MARK", nonce, flush=True)
try:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("x"))
    data.seek(0)
    tarfile.open(fileobj=data).extractall(target + "/out")
    assert os.path.exists(target + "/out/x")
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
