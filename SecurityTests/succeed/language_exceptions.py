# Exceptions chain, carry notes, and run else and finally in the documented order.

class ConfigError(Exception):
    def __init__(self, key):
        super().__init__(f"no setting named {key}")
        self.key = key


def setting(settings, key):
    try:
        value = settings[key]
    except KeyError as error:
        raise ConfigError(key) from error
    else:
        print("found", key)
        return value
    finally:
        print("looked up", key)


print(setting({"port": 80}, "port"))
try:
    setting({}, "host")
except ConfigError as error:
    error.add_note("check the file")
    print(error, error.key, repr(error.__cause__), error.__notes__)

try:
    try:
        1 / 0
    except ZeroDivisionError:
        raise ValueError("hidden") from None
except ValueError as error:
    print(error.__suppress_context__, type(error.__context__).__name__)


def last_word():
    for turn in range(3):
        try:
            return f"turn {turn}"
        finally:
            if turn < 2:
                continue


print(last_word())
try:
    raise "text"
except TypeError as error:
    print(error)
try:
    assert 1 > 2, "arithmetic holds"
except AssertionError as error:
    print("assertion:", error)
try:
    undefined_name
except NameError as error:
    print(error.name)
try:
    (3).missing
except AttributeError as error:
    print(error.name, error.obj)
print("OK")
