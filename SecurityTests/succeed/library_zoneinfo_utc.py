# The zone UTC is known by name.
from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

utc = ZoneInfo("UTC")
print(datetime(2024, 1, 1, tzinfo=utc).isoformat(), utc.key, ZoneInfo("UTC") is utc)
try:
    ZoneInfo("Nowhere/Atlantis")
except ZoneInfoNotFoundError as error:
    print(type(error).__name__)
print("OK")
