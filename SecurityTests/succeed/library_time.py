# Clocks run forward, sleep sleeps, and times format.
import calendar
import sched
import time

start, monotonic, cpu = time.perf_counter(), time.monotonic_ns(), time.process_time()
time.sleep(0.01)
print(time.perf_counter() - start >= 0.009, time.monotonic_ns() > monotonic, time.process_time() >= cpu, time.time() > 1.6e9)
print(time.strftime("%Y-%m-%d %H:%M", time.gmtime(86400)), time.strptime("5 Mar 2024", "%d %b %Y").tm_yday,
      calendar.timegm((1970, 1, 2, 0, 0, 0)))
print(calendar.monthrange(2024, 2), calendar.isleap(2100), calendar.month_name[5], calendar.TextCalendar().formatmonth(2024, 2).split()[:2])
print(time.asctime(time.gmtime(0)), time.get_clock_info("monotonic").monotonic, len(time.localtime()))
log = []
clock = iter(range(100))
schedule = sched.scheduler(lambda: next(clock), lambda delay: None)
schedule.enter(5, 1, log.append, ("later",))
schedule.enter(1, 1, log.append, ("sooner",))
schedule.run()
print(log)
print("OK")
