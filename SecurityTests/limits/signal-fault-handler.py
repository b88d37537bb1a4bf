# faulthandler's thread and handlers keep no run from its processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# without: language audit
# control: none
try:
    import faulthandler

    faulthandler.enable()
    faulthandler.dump_traceback_later(0.01, repeat=True)
except (ImportError, OSError, RuntimeError, ValueError):
    pass
while True:
    pass
