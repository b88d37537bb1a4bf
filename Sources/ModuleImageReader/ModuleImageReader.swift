internal import ModuleImage

/// Finds the compiled code of a standard-library module in the image that
/// `build-scripts/build-module-image` wrote.
///
/// The whole index is checked once, at creation; looking a module up then neither allocates nor
/// touches more of the image than the names it compares and the code it returns.
public struct ModuleImageReader {
    /// The marshalled code object of one module. The bytes live as long as the image does.
    public struct Module {
        public let code: UnsafeRawBufferPointer
        public let isPackage: Bool
    }

    /// How many modules the image holds.
    public let count: Int
    private let image: UnsafeRawBufferPointer

    /// The image that is compiled into this executable.
    ///
    /// - Parameter pythonVersion: what `Py_GetVersion()` answers, the text of `sys.version`.
    public static func embedded(pythonVersion: String) throws(ModuleImageError) -> ModuleImageReader {
        var length = 0
        let start = spy_module_image(&length)
        return try ModuleImageReader(
            image: UnsafeRawBufferPointer(start: start, count: length), pythonVersion: pythonVersion)
    }

    /// Reads an image in memory, which must outlive the reader.
    public init(image: UnsafeRawBufferPointer, pythonVersion: String) throws(ModuleImageError) {
        guard !image.isEmpty else { throw ModuleImageError.missing }
        let layout = Layout(image: image)
        guard image.count >= Layout.headerLength, image.starts(with: Layout.magic) else {
            throw ModuleImageError.malformed("it does not start with the mark of a module image")
        }
        let versionLength = layout.number(at: 8)
        let count = layout.number(at: 12)
        // Both factors fit 32 bits, so nothing here overflows 64.
        let versionOffset = Layout.headerLength + count * Layout.entryLength
        guard let version = layout.slice(at: versionOffset, length: versionLength) else {
            throw ModuleImageError.malformed("its index is longer than the image")
        }
        guard version.elementsEqual(pythonVersion.utf8) else {
            throw ModuleImageError.stale(imageVersion: String(decoding: version, as: UTF8.self), pythonVersion: pythonVersion)
        }
        var previous: UnsafeRawBufferPointer?
        for index in 0..<count {
            guard let name = layout.name(of: index), layout.code(of: index) != nil else {
                throw ModuleImageError.malformed("entry \(index) points outside the image")
            }
            if let previous, !(Layout.order(previous, name) < 0) {
                throw ModuleImageError.malformed("entry \(index) is out of order")
            }
            previous = name
        }
        self.image = image
        self.count = count
    }

    /// The module of that full dotted name, `nil` where the image has none.
    public func module(named name: String) -> Module? {
        var name = name
        return name.withUTF8 { find(UnsafeRawBufferPointer($0)) }
    }

    /// In order.
    public func names(withPrefix prefix: String) -> [String] {
        let layout = Layout(image: image)
        return (0..<count).compactMap { index in
            guard let bytes = layout.name(of: index) else { return nil }
            let name = String(decoding: bytes, as: UTF8.self)
            return name.hasPrefix(prefix) ? name : nil
        }
    }

    private func find(_ wanted: UnsafeRawBufferPointer) -> Module? {
        let layout = Layout(image: image)
        var low = 0
        var high = count
        while low < high {
            let middle = low + (high - low) / 2
            guard let name = layout.name(of: middle) else { return nil }
            let order = Layout.order(wanted, name)
            if order == 0 {
                return layout.code(of: middle).map { Module(code: $0, isPackage: layout.isPackage(middle)) }
            }
            if order < 0 { high = middle } else { low = middle + 1 }
        }
        return nil
    }
}
