internal import ModuleImageReader
internal import PythonRuntime

/// `zoneinfo.available_timezones`: the zones of the standard folder stand in the module image, where no folder lists them.
enum TamedTimeZones {
    /// Where an entry of the image that is a zone has its name.
    static let folder = "/usr/share/zoneinfo/"

    static func tame(
        _ namespace: borrowing PythonReference, _ image: ModuleImageReader, _ functions: NativeFunctions
    ) throws(PythonError) {
        guard let original = try namespace.value(forKey: "available_timezones") else { return }
        let listed = KeptReference(original), module = KeptReference(namespace.copy())
        let available = try functions.type.function(
            "available_timezones", "()", "Returns a set containing all available time zones."
        ) { call throws(PythonError) in
            let zones = try listed.reference.call()
            guard let path = try module.reference.value(forKey: "TZPATH"),
                try path.attribute("__contains__").call(call.lock.string(String(folder.dropLast()))).isTrue()
            else { return zones }
            let names = image.names(withPrefix: folder).map { String($0.dropFirst(folder.count)) }
            // A file of rules that is no zone; zoneinfo leaves it out as well.
            _ = try zones.callMethod("update", call.lock.set(ofStrings: names.filter { $0 != "posixrules" }))
            return zones
        }
        try namespace.setValue(available, forKey: "available_timezones")
    }
}
