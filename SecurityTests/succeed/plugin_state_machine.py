# A plugin keeps typed settings, validates them, saves and restores its state.
import copy
import enum
import json
from dataclasses import asdict, dataclass, field, fields
from typing import Callable


class State(enum.Enum):
    OFF = "off"
    HEATING = "heating"
    IDLE = "idle"


@dataclass
class Thermostat:
    target: float = 20.0
    tolerance: float = 0.5
    state: State = State.OFF
    history: list[str] = field(default_factory=list)
    listeners: list[Callable] = field(default_factory=list, repr=False, compare=False)

    def __post_init__(self):
        if not 5 <= self.target <= 30:
            raise ValueError(f"target {self.target} is not between 5 and 30")

    def update(self, temperature: float) -> State:
        match self.state:
            case State.OFF | State.IDLE if temperature < self.target - self.tolerance:
                self._become(State.HEATING)
            case State.HEATING if temperature > self.target + self.tolerance:
                self._become(State.IDLE)
        return self.state

    def _become(self, state):
        self.history.append(f"{self.state.value}->{state.value}")
        self.state = state
        for listener in self.listeners:
            listener(self)

    def save(self) -> str:
        kept = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "listeners"}
        return json.dumps(kept, default=lambda value: value.value)

    @classmethod
    def restore(cls, text: str):
        return cls(**(json.loads(text) | {"state": State(json.loads(text)["state"])}))


heater = Thermostat(target=21)
heater.listeners.append(lambda t: print("now", t.state.name))
before = copy.deepcopy(heater)
print([heater.update(t).value for t in (18, 20, 21.4, 21.6, 21, 20.4)])
again = Thermostat.restore(heater.save())
print(again == heater, before == heater, again)
try:
    Thermostat(target=99)
except ValueError as error:
    print(error)
print(asdict(again)["history"])
print("OK")
