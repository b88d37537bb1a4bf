# Classes with inheritance, properties, class and static methods behave as the language defines them.

class Account:
    opened = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        type(self).opened += 1

    @property
    def balance(self):
        return self._balance

    @balance.setter
    def balance(self, value):
        if value < 0:
            raise ValueError(f"{self.owner} has no {value}")
        self._balance = value

    @classmethod
    def empty(cls, owner):
        return cls(owner)

    @staticmethod
    def is_round(amount):
        return amount % 100 == 0

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance})"

    def __eq__(self, other):
        return isinstance(other, Account) and (self.owner, self.balance) == (other.owner, other.balance)

    def __hash__(self):
        return hash((self.owner, self.balance))


class Savings(Account):
    def __init__(self, owner, balance=0, rate=0.02):
        super().__init__(owner, balance)
        self.rate = rate

    def add_interest(self):
        self.balance += round(self.balance * self.rate)


ada, bob = Savings("Ada", 1000), Account.empty("Bob")
ada.add_interest()
bob.balance += 300
print(ada, bob, Account.opened, Savings.opened)
try:
    bob.balance = -1
except ValueError as error:
    print(error)
print(Account.is_round(300), Account("Bob", 300) == bob, len({bob, Account("Bob", 300)}))
print(issubclass(Savings, Account), isinstance(ada, Account), Savings.__mro__[1].__name__)
print("OK")
