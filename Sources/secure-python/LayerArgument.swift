public import ArgumentParser
public import Policy

extension Layer: ExpressibleByArgument {}
extension EnclosureLevel: ExpressibleByArgument {}
