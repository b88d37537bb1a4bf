# A select over nothing ends at the wall time limit.
# verdict: wallTime
# limits: wall=700ms
# control: none
import select

select.select([], [], [])
