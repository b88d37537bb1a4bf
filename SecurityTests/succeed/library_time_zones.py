# zoneinfo lists the zones that it can load.
import zoneinfo

zones = zoneinfo.available_timezones()
print(type(zones).__name__, len(zones) > 400, {"Europe/Berlin", "UTC", "Asia/Tokyo"} <= zones, "Mars/Base" in zones)
print(all(str(zoneinfo.ZoneInfo(name)) == name for name in zones))
print("OK")
