# Dates refuse bytes that no date has.
# verdict: exit
# limits: cpu=3s wall=60s memory=256MiB
# control: none
import datetime

for kind in [datetime.date, datetime.time, datetime.datetime]:
    for size in range(12):
        for byte in [b"\xff", b"\x00", b"\x01", "\xff", "\x01"]:
            try:
                value = kind(byte * size)
                repr(value), str(value), hash(value), value.replace(), value.isoformat()
                value.timestamp(), value.timetuple(), value.weekday()
                value + datetime.timedelta(1)
            except (AttributeError, IndexError, OverflowError, TypeError, ValueError, SystemError):
                pass
