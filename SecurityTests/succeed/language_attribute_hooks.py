# __getattr__, __getattribute__, __setattr__, __delattr__ and __dir__ answer for an object.

class Settings:
    def __init__(self, **values):
        object.__setattr__(self, "values", values)
        object.__setattr__(self, "log", [])

    def __getattr__(self, name):
        try:
            return self.values[name]
        except KeyError:
            raise AttributeError(f"no setting {name}") from None

    def __setattr__(self, name, value):
        self.log.append(f"set {name}")
        self.values[name] = value

    def __delattr__(self, name):
        self.log.append(f"del {name}")
        del self.values[name]

    def __dir__(self):
        return sorted(self.values)


settings = Settings(host="here", port=80)
settings.port += 1
settings.user = "ada"
del settings.host
print(settings.port, dir(settings), settings.log)
try:
    settings.host
except AttributeError as error:
    print(error)


class Proxy:
    def __init__(self, target):
        self.target = target

    def __getattribute__(self, name):
        target = object.__getattribute__(self, "target")
        return f"proxied {getattr(target, name)}"


print(Proxy(settings).port)


class Missing(dict):
    def __missing__(self, key):
        return f"<{key}>"


print("{a} {b}".format_map(Missing(a=1)), Missing()["x"])
print("OK")
