# A function of a C module, called as the module's attribute in the hot loop.
import math


def total(count):
    result = 0.0
    for number in range(count):
        result += math.sqrt(number)
    return result


assert round(total(200_000)) == 59628256
