# tarfile follows no link out of an archive into the host.
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
path = target + "/secret.txt"
secret = "secret-" + nonce[::-1]

print("MARK", nonce, flush=True)
try:
    link = tarfile.TarInfo("link")
    link.type, link.linkname = tarfile.SYMTYPE, path
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.addfile(link)
    data.seek(0)
    tarfile.open(fileobj=data).extract("link", target + "/out")
    assert secret in os.fdopen(os.open(target + "/out/link", os.O_RDONLY)).read()
    verdict = "ESCAPED " + nonce
except BaseException as error:
    verdict = "HELD " + type(error).__name__
print(verdict, flush=True)
