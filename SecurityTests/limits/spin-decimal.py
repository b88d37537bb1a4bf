# A decimal power of a million digits ends at the processor limit.
# verdict: cpuTime
# limits: cpu=500ms wall=30s
# control: none
import decimal

decimal.getcontext().prec = 10 ** 7
print(decimal.Decimal(2).ln())
