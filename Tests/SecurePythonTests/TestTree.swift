import Foundation
import Glibc

/// A folder of the test's own, removed with this.
final class TestTree {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory.appending(path: "secure-python-tree-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        // Folders that a test has closed to everyone but root.
        try? FileManager.default.removeItem(atPath: path)
    }

    subscript(name: String) -> String { path + "/" + name }

    func write(_ text: String, _ name: String, mode: mode_t = 0o644) throws {
        try folder(of: name)
        try Data(text.utf8).write(to: URL(filePath: self[name]))
        chmod(self[name], mode)
    }

    func folder(_ name: String) throws {
        try FileManager.default.createDirectory(atPath: self[name], withIntermediateDirectories: true)
    }

    private func folder(of name: String) throws {
        try FileManager.default.createDirectory(
            at: URL(filePath: self[name]).deletingLastPathComponent(), withIntermediateDirectories: true)
    }

    func link(_ name: String, to target: String) { symlink(target, self[name]) }

    func text(_ name: String) -> String? { (try? Data(contentsOf: URL(filePath: self[name]))).map { String(decoding: $0, as: UTF8.self) } }

    func status(_ name: String) -> stat? {
        var status = stat()
        return lstat(self[name], &status) == 0 ? status : nil
    }

    func mode(_ name: String) -> mode_t? { status(name).map { $0.st_mode & 0o7777 } }

    var names: [String] { ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted() }
}
