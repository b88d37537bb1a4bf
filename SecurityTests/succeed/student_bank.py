# A student's exercise in objects: accounts, transfers and an exception of one's own.

class InsufficientFunds(Exception):
    """Raised when an account does not hold enough."""


class Account:
    interest = 0.0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self.history = []

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("Deposits must be positive")
        self.balance += amount
        self.history.append(("deposit", amount))

    def withdraw(self, amount):
        if amount > self.balance:
            raise InsufficientFunds(f"{self.owner} has {self.balance}, not {amount}")
        self.balance -= amount
        self.history.append(("withdraw", amount))

    def __str__(self):
        return f"{self.owner}: {self.balance:.2f}"


class Savings(Account):
    interest = 0.03

    def year_end(self):
        self.deposit(self.balance * self.interest)


class Bank:
    def __init__(self):
        self.accounts = {}

    def __iadd__(self, account):
        self.accounts[account.owner] = account
        return self

    def transfer(self, source, target, amount):
        self.accounts[source].withdraw(amount)
        self.accounts[target].deposit(amount)

    def __iter__(self):
        return iter(self.accounts.values())


bank = Bank()
bank += Account("Ada", 100)
bank += Savings("Bob", 1000)
bank.transfer("Bob", "Ada", 250)
bank.accounts["Bob"].year_end()
for attempt in (("Ada", "Bob", 9999), ("Ada", "Bob", -5), ("Ada", "Zed", 1)):
    try:
        bank.transfer(*attempt)
    except InsufficientFunds as problem:
        print("Sorry:", problem)
    except (ValueError, KeyError) as problem:
        print(type(problem).__name__, problem)
print(*bank, sep="\n")
print(bank.accounts["Ada"].history)
print("OK")
