import Testing

@testable import ModuleImageReader

private let version = "3.11.2 (main, a day)"

private func little(_ value: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(value).littleEndian) { Array($0) }
}

/// An image as `build-scripts/build-module-image` writes it; names in the order given.
private func makeImage(_ modules: [(name: String, code: [UInt8], isPackage: Bool)]) -> [UInt8] {
    var nameOffset = 16 + 20 * modules.count + version.utf8.count
    var codeOffset = nameOffset + modules.reduce(0) { $0 + $1.name.utf8.count }
    var image = Array("SPYIMG01".utf8) + little(version.utf8.count) + little(modules.count)
    for module in modules {
        image += little(nameOffset) + little(module.name.utf8.count) + little(module.isPackage ? 1 : 0)
        image += little(codeOffset) + little(module.code.count)
        nameOffset += module.name.utf8.count
        codeOffset += module.code.count
    }
    image += Array(version.utf8)
    for module in modules { image += Array(module.name.utf8) }
    for module in modules { image += module.code }
    return image
}

private let sample = makeImage([
    ("abc", [1, 2, 3], false), ("json", [4], true), ("json.decoder", [5, 6], false), ("zlib_", [], false),
])

/// Reads `image` and returns the code of `names`, or the error.
private func read(_ image: [UInt8], _ names: [String] = []) -> Result<[[UInt8]?], ModuleImageError> {
    image.withUnsafeBytes { bytes in
        do throws(ModuleImageError) {
            let reader = try ModuleImageReader(image: bytes, pythonVersion: version)
            return .success(names.map { reader.module(named: $0).map { Array($0.code) } })
        } catch {
            return .failure(error)
        }
    }
}

@Test func findsEveryModuleAndNothingElse() {
    let found = read(sample, ["abc", "json", "json.decoder", "zlib_", "", "a", "abcd", "json.", "zz"])
    #expect(found == .success([[1, 2, 3], [4], [5, 6], [], nil, nil, nil, nil, nil]))
}

@Test func tellsPackagesFromModules() throws {
    try sample.withUnsafeBytes { bytes in
        let reader = try ModuleImageReader(image: bytes, pythonVersion: version)
        #expect(reader.count == 4)
        #expect(reader.module(named: "json")?.isPackage == true)
        #expect(reader.module(named: "json.decoder")?.isPackage == false)
    }
}

@Test func refusesAnEmptyImage() {
    #expect(read([]) == .failure(.missing))
}

@Test func refusesTheImageOfAnotherPython() {
    sample.withUnsafeBytes { bytes -> Void in
        #expect(throws: ModuleImageError.stale(imageVersion: version, pythonVersion: "3.12.0")) {
            try ModuleImageReader(image: bytes, pythonVersion: "3.12.0")
        }
    }
}

@Test func refusesNamesOutOfOrder() {
    for names in [["b", "a"], ["a", "a"], ["ab", "a"]] {
        let image = makeImage(names.map { ($0, [], false) })
        guard case .failure(.malformed) = read(image) else {
            Issue.record("accepted \(names)")
            continue
        }
    }
}

@Test func refusesEveryTruncationOfTheIndex() {
    for length in 0..<sample.count {
        guard case .failure = read(Array(sample.prefix(length))) else {
            Issue.record("accepted an image cut to \(length) bytes")
            continue
        }
    }
}

/// A damaged image is refused or answers from inside its own bytes; it never crashes the reader.
@Test func survivesDamage() {
    var generator = SystemRandomNumberGenerator()
    let names = ["abc", "json", "json.decoder", "zlib_", "other"]
    for offset in sample.indices {
        for value in [0, 1, 0x7f, 0x80, 0xff] as [UInt8] {
            var image = sample
            image[offset] = value
            _ = read(image, names)
        }
    }
    for _ in 0..<20_000 {
        var image = sample
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            image[Int.random(in: 8..<image.count, using: &generator)] = UInt8.random(in: 0...255, using: &generator)
        }
        _ = read(image, names)
    }
}

@Test func extremeNumbersAreRefused() {
    for offset in stride(from: 8, to: 16 + 80, by: 4) {
        for value in [0xffff_ffff, 0x7fff_ffff, 0x8000_0000] {
            if offset >= 16, (offset - 16) % 20 == 8 { continue }  // flags may hold anything
            var image = sample
            image.replaceSubrange(offset..<offset + 4, with: little(value))
            guard case .failure = read(image) else {
                Issue.record("accepted \(value) at \(offset)")
                continue
            }
        }
    }
}

/// The image of this very build, where it was bootstrapped.
@Test func embeddedImageIsRefusedForAnotherVersion() {
    do throws(ModuleImageError) {
        _ = try ModuleImageReader.embedded(pythonVersion: "0.0")
        Issue.record("accepted an image for Python 0.0")
    } catch {
        if case .malformed(let flaw) = error { Issue.record("the embedded image is damaged: \(flaw)") }
    }
}
