# A loop that takes SystemExit back ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import sys

while True:
    try:
        sys.exit()
    finally:
        continue
