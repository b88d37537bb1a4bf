internal import Glibc
public import Policy
internal import PythonRuntime

/// The shared objects that extension modules are in.
public enum ExtensionLibraries {
    /// Those of a whitelist, in the same order each time: addresses of a process without address randomisation depend on it.
    ///
    /// Once the dynamic linker has mapped them, it finds them by name without opening anything, so that importing one later
    /// works where no file can be opened.
    public static func paths(for whitelist: Whitelist) -> [String] {
        whitelist.modules.filter { $0.value == .extension }.map { path(of: $0.key.text) }.sorted()
    }

    /// `nil` where there is none.
    static func open(_ name: String) -> UnsafeMutableRawPointer? { dlopen(path(of: name), RTLD_NOW | RTLD_LOCAL) }

    private static func path(of name: String) -> String {
        "\(Interpreter.extensionFolder)/\(name)\(Interpreter.extensionSuffix)"
    }
}
