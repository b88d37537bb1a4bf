# Code with free variables is no code for eval.
def outer():
    value = 5
    return lambda: value


try:
    eval(outer().__code__)
except TypeError as error:
    print(error)
print("OK")
