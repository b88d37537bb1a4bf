# Dates parse, format, subtract and convert between offsets.
from datetime import date, datetime, time, timedelta, timezone

moment = datetime.strptime("29 Feb 2024 13:05", "%d %b %Y %H:%M")
print(moment, moment.isoformat(), moment.strftime("%A %j %I %p"), moment.date().weekday())
print(date(2024, 3, 1) - date(2024, 2, 1), moment + timedelta(days=366, hours=11), date.fromisoformat("2024-02-29"))
zone = timezone(timedelta(hours=5, minutes=30), "IST")
aware = datetime(2024, 1, 1, tzinfo=timezone.utc)
print(aware.astimezone(zone), aware.timestamp(), datetime.fromtimestamp(0, timezone.utc), zone.tzname(None))
print(timedelta(days=1, seconds=-1), timedelta(hours=36) / timedelta(days=1), str(timedelta(minutes=90)))
print(datetime.fromisoformat("2024-05-06T07:08:09+02:00").utcoffset(), time(9, 30) < time(10), moment.replace(year=2000))
print(date(2024, 12, 30).isocalendar(), date.max, datetime.combine(date(2024, 1, 2), time(3)))
for wrong in (lambda: date(2023, 2, 29), lambda: datetime.strptime("x", "%Y"), lambda: aware < moment):
    try:
        wrong()
    except (ValueError, TypeError) as error:
        print(error)
print(sorted([date(2024, 5, 1), date(2023, 1, 1)])[0], datetime.now().year >= 2024)
print("OK")
