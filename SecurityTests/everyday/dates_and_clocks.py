# Everyday time: datetime, time, calendar, zoneinfo, sched, timeit.


def test_datetime_arithmetic():
    from datetime import date, datetime, timedelta
    assert date(2024, 2, 28) + timedelta(days=2) == date(2024, 3, 1)
    assert (datetime(2024, 1, 1) - datetime(2023, 12, 31, 12)).total_seconds() == 43200
    assert divmod(timedelta(days=10), timedelta(days=3)) == (3, timedelta(days=1))
    assert str(timedelta(days=-1, hours=5)) == "-1 day, 5:00:00"


def test_datetime_strptime():
    from datetime import datetime, timedelta
    parsed = datetime.strptime("Wed, 14 Aug 2024 09:05:01 +0200", "%a, %d %b %Y %H:%M:%S %z")
    assert parsed.utcoffset() == timedelta(hours=2) and parsed.hour == 9
    assert datetime.strptime("24-366", "%y-%j").month == 12
    assert datetime.strptime("2024 W01 1", "%G W%V %u").date().isoformat() == "2024-01-01"


def test_datetime_strftime():
    from datetime import date, datetime
    assert datetime(2024, 7, 4, 15, 30).strftime("%d/%m/%y %I:%M %p %j") == "04/07/24 03:30 PM 186"
    assert f"{date(2024, 7, 4):%B %d}" == "July 04" and date(2024, 7, 4).ctime().startswith("Thu Jul  4")


def test_datetime_iso():
    from datetime import date, datetime, time, timezone
    moment = datetime(2024, 1, 2, 3, 4, 5, 678, tzinfo=timezone.utc)
    assert datetime.fromisoformat(moment.isoformat()) == moment
    assert datetime.fromisoformat("20240102T030405Z").tzinfo is timezone.utc
    assert date.fromisocalendar(2024, 1, 1) == date(2024, 1, 1) and time.fromisoformat("04:05").minute == 5
    assert moment.isoformat(timespec="minutes") == "2024-01-02T03:04+00:00"


def test_datetime_zones():
    from datetime import datetime, timedelta, timezone
    east = timezone(timedelta(hours=9), "JST")
    moment = datetime(2024, 1, 1, 0, 30, tzinfo=east)
    assert moment.astimezone(timezone.utc) == datetime(2023, 12, 31, 15, 30, tzinfo=timezone.utc)
    assert moment.tzname() == "JST" and datetime.fromtimestamp(0, timezone.utc).year == 1970


def test_datetime_subclass_of_tzinfo():
    from datetime import datetime, timedelta, tzinfo

    class Fixed(tzinfo):
        def utcoffset(self, moment):
            return timedelta(hours=-3)

        def dst(self, moment):
            return timedelta(0)

        def tzname(self, moment):
            return "BRT"

    assert datetime(2024, 1, 1, tzinfo=Fixed()).isoformat() == "2024-01-01T00:00:00-03:00"
    assert datetime(2024, 1, 1, tzinfo=Fixed()).strftime("%Z %z") == "BRT -0300"


def test_datetime_now():
    from datetime import date, datetime, timezone
    assert datetime.now(timezone.utc) >= datetime(2024, 1, 1, tzinfo=timezone.utc)
    assert date.today().year >= 2024 and datetime.now().tzinfo is None


def test_time_struct():
    import time
    moment = time.gmtime(1_000_000_000)
    assert (moment.tm_year, moment.tm_mon, moment.tm_mday) == (2001, 9, 9)
    assert time.strftime("%H:%M", moment) == "01:46" and time.strptime("12:30", "%H:%M").tm_min == 30
    assert time.asctime(moment) == "Sun Sep  9 01:46:40 2001" and time.mktime(time.localtime(5e8)) == 5e8


def test_time_clocks():
    import time
    start = time.monotonic()
    time.sleep(0.002)
    assert time.monotonic() > start and time.perf_counter_ns() > 0 and time.time_ns() > 10 ** 18
    assert time.thread_time() >= 0 and time.process_time() >= 0


def test_calendar_month():
    import calendar
    assert calendar.monthrange(2023, 2) == (2, 28) and calendar.leapdays(2000, 2025) == 7
    assert calendar.Calendar().monthdayscalendar(2024, 9)[0] == [0, 0, 0, 0, 0, 0, 1]
    assert calendar.month(2024, 2).splitlines()[0].strip() == "February 2024"
    assert "<table" in calendar.HTMLCalendar().formatmonth(2024, 1) and calendar.day_name[0] == "Monday"


def test_zoneinfo_from_data():
    import io
    from datetime import datetime, timedelta
    from zoneinfo import ZoneInfo
    header = b"TZif2" + bytes(15)
    block = bytes(12) + b"\0\0\0\0" + b"\0\0\0\1" + b"\0\0\0\4"
    kind = b"\x00\x00\x0e\x10\0\0CET\0"
    zone = ZoneInfo.from_file(io.BytesIO(header + block + kind + header + block + kind + b"\nCET-1\n"), key="Test/Zone")
    moment = datetime(2024, 6, 1, tzinfo=zone)
    assert moment.utcoffset() == timedelta(hours=1) and moment.tzname() == "CET" and str(zone) == "Test/Zone"


def test_sched_order():
    import sched
    log, now = [], [0]
    scheduler = sched.scheduler(lambda: now[0], lambda delay: now.__setitem__(0, now[0] + delay))
    scheduler.enter(20, 1, log.append, ("b",))
    scheduler.enterabs(10, 1, log.append, ("a",))
    cancelled = scheduler.enter(15, 1, log.append, ("never",))
    scheduler.cancel(cancelled)
    scheduler.run()
    assert log == ["a", "b"] and now[0] == 20


def test_timeit_statement():
    import timeit
    assert timeit.timeit("'-'.join(parts)", "parts = ['a'] * 3", number=100) >= 0
    assert len(timeit.Timer(lambda: None).repeat(2, 10)) == 2


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
