# An interactive problem: guesses go out flushed, answers come in line by line.
# stdin: lower\nlower\nhigher\nlower\nhigher\nequal\n

low, high = 1, 1000
for turn in range(20):
    guess = (low + high) // 2
    print(f"? {guess}", flush=True)
    answer = input().strip()
    if answer == "equal":
        print(f"! {guess} after {turn + 1}")
        break
    if answer == "lower":
        high = guess - 1
    else:
        low = guess + 1
print("OK")
