# A code object made by hand ends the run as crashed.
# verdict: crashed
# limits: cpu=3s wall=60s memory=256MiB
# without: language audit
# control: none
import types

code = types.CodeType(0, 0, 0, 0, 0, 0, b"\x04\x00\x71\x00", (), (), (), "", "", "", 1, b"", b"")
eval(code)
