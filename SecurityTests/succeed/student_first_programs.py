# A beginner's first programs: input, loops, functions, lists and messages.
# stdin: Ada\n7\nhello\n12\n

name = input("What is your name? ")
print("Hello, " + name + "!")


def ask_number(prompt):
    while True:
        answer = input(prompt)
        try:
            return int(answer)
        except ValueError:
            print("That is not a number:", answer)


def is_prime(n):
    if n < 2:
        return False
    for divisor in range(2, int(n ** 0.5) + 1):
        if n % divisor == 0:
            return False
    return True


def fizzbuzz(n):
    if n % 15 == 0:
        return "FizzBuzz"
    elif n % 3 == 0:
        return "Fizz"
    elif n % 5 == 0:
        return "Buzz"
    return n


number = ask_number("A number? ")
print(number, "is prime" if is_prime(number) else "is not prime")
second = ask_number("Another? ")
print("Sum:", number + second, "Average:", (number + second) / 2)
for i in range(1, 16):
    print(fizzbuzz(i), end=" ")
print()
for row in range(1, 4):
    print(" " * (3 - row) + "*" * (2 * row - 1))
shopping = ["milk", "bread"]
shopping.append("tea")
for position, thing in enumerate(shopping, start=1):
    print(f"{position}. {thing}")
print("OK")
