# input() prompts on standard output, reads line by line and raises EOFError at the end.
# stdin: Ada\n36\n\nüñï ☃\nlast without end

name = input("name? ")
age = int(input())
empty = input()
print(f"{name} is {age}, then {empty!r}")
print(input(), len(input("more? ")))
try:
    input("end? ")
except EOFError:
    print("EOFError")
print("OK")
