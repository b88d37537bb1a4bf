internal import ModuleImageReader
internal import PythonRuntime

/// `zoneinfo.available_timezones`: zones stand in the module image, where no folder lists them.
enum TamedTimeZones {
    /// Where an entry of the image that is a zone has its name.
    static let folder = "/usr/share/zoneinfo/"

    static func tame(
        _ namespace: borrowing PythonReference, _ image: ModuleImageReader, _ functions: NativeFunctions
    ) throws(PythonError) {
        let available = try functions.type.function(
            "available_timezones", "()", "Returns a set containing all available time zones."
        ) { call throws(PythonError) in
            let names = image.names(withPrefix: folder).map { String($0.dropFirst(folder.count)) }
            // A file of rules that is no zone; zoneinfo leaves it out as well.
            return try call.lock.set(ofStrings: names.filter { $0 != "posixrules" })
        }
        try namespace.setValue(available, forKey: "available_timezones")
    }
}
