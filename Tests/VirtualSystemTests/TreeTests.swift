import Glibc
import Testing

@testable import VirtualSystem

@Suite struct TreeTests {
    private let tree = EmptyTree { $0 == "/app/main.py" || $0 == "part.py" ? Array("print(1)\n".utf8) : nil }

    private func locate(_ text: String, from folder: String = "/app") throws -> (TreePath, FileStatus.Kind?) {
        let found = try tree.locate(Array(text.utf8), from: TreePath(folder), followingLastLink: true)
        return (found.path, found.status?.kind)
    }

    private func number(_ text: String) -> Int32? {
        do {
            _ = try locate(text)
            return nil
        } catch {
            return (error as? FileError)?.number
        }
    }

    @Test func pathsAreNamesBetweenSlashes() {
        #expect(TreePath("//a///b/").names == [Array("a".utf8), Array("b".utf8)])
        #expect(TreePath.root.bytes == Array("/".utf8))
        #expect(TreePath("/a").appending([0xff]).bytes == Array("/a/".utf8) + [0xff])
    }

    @Test(arguments: [
        ("/", "/"), (".", "/app"), ("..", "/"), ("../..", "/"), ("../tmp/.", "/tmp"), ("/app/../tmp//", "/tmp"),
    ])
    func foldersAreFound(text: String, path: String) throws {
        let found = try locate(text)
        #expect(found.0 == TreePath(path) && found.1 == .directory)
    }

    @Test func loadedSourcesAreFilesOfTheirPath() throws {
        #expect(try locate("main.py").1 == .regular)
        #expect(try locate("/app/part.py").1 == .regular)
        #expect(try tree.contents(of: TreePath("/app/main.py")) == Array("print(1)\n".utf8))
        #expect(try tree.status(of: TreePath("/app/main.py")).size == 9)
        #expect(try tree.names(in: TreePath("/app")) == [])
    }

    @Test func whatIsMissingSaysHow() throws {
        #expect(try locate("/tmp/x").1 == nil)
        #expect(number("/etc/passwd") == ENOENT)
        #expect(number("") == ENOENT)
        #expect(number("/app/main.py/") == ENOTDIR)
        #expect(number("/app/main.py/x") == ENOTDIR)
    }

    @Test func theRootListsItsFolders() throws {
        #expect(try tree.names(in: .root) == [Array("app".utf8), Array("tmp".utf8)])
    }
}
