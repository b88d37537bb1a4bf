# Libraries name os.system in their lists of what is dangerous, and call it nowhere.
import os

dangerous = {os.system, eval, print}
print(os.system in dangerous, callable(os.system))
try:
    os.system(5)
except TypeError as error:
    print(type(error).__name__)
try:
    eval(5)
except TypeError as error:
    print(error)
print("OK")
