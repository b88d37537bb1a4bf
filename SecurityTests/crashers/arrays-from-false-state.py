# Arrays refuse types and sizes that they cannot have.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import array

for code in "bBuhHiIlLqQfd":
    for machine in range(-1, 23):
        try:
            array._array_reconstructor(array.array, code, machine, b"\xff" * 37)
        except (ValueError, OverflowError, UnicodeError, TypeError, SystemError):
            pass
