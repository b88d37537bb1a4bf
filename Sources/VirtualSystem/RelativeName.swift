package import PythonRuntime

/// The names of relative imports.
package enum RelativeName {
    /// What `level` dots and `name` mean in a package.
    ///
    /// - Throws: `ImportError` where the package lies less deep.
    package static func resolve(
        _ name: some StringProtocol, level: Int, in package: String
    ) throws(PythonError) -> String {
        var base = package[...]
        for _ in 1..<max(level, 1) {
            guard let dot = base.utf8.lastIndex(of: UInt8(ascii: ".")) else {
                throw PythonError(.importError, "attempted relative import beyond top-level package")
            }
            base = base[..<dot]
        }
        return name.isEmpty ? String(base) : base + "." + name
    }
}
