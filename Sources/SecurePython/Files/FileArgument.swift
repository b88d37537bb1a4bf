internal import Policy

/// Reads what the options about files say.
package enum FileArgument {
    /// What would have done, for a message that shows the text itself.
    package struct Unreadable: Error, CustomStringConvertible {
        package let description: String
    }

    /// `HOST:VIRTUAL`, with `:ro`, `:rw` or `:overlay` after it as may be. Only the host's path may hold a colon.
    package static func mount(_ text: String) throws(Unreadable) -> GrantedFiles {
        var parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        var access = FileAccess.readOnly
        if parts.count > 2, let named = accesses[parts[parts.count - 1]] {
            access = named
            parts.removeLast()
        }
        guard parts.count > 1, let path = parts.popLast(), path.hasPrefix("/"), parts != [""] else {
            throw Unreadable(
                description: "give HOST:VIRTUAL, or that with :ro, :rw or :overlay, such as ./data:/data:ro; VIRTUAL is "
                    + "the absolute path that the script sees")
        }
        return .mount(host: parts.joined(separator: ":"), at: path, access: access)
    }

    /// `VIRTUAL:HOST`.
    package static func collect(_ text: String) throws(Unreadable) -> GrantedFiles {
        guard let colon = text.firstIndex(of: ":"), text.hasPrefix("/"), text.index(after: colon) != text.endIndex else {
            throw Unreadable(
                description: "give VIRTUAL:HOSTDIR, such as /out:./results; VIRTUAL is the absolute path that the script "
                    + "sees, and HOSTDIR an existing folder")
        }
        return .collect(path: String(text[..<colon]), into: String(text[text.index(after: colon)...]))
    }

    package static func scratch(_ text: String) throws(Unreadable) -> GrantedFiles {
        guard let size = try? LimitArgument.size(text), let bytes = size.value, bytes > 0 else {
            throw Unreadable(description: "give a size such as 64MiB")
        }
        return .scratch(bytes: bytes)
    }

    private static let accesses: [String: FileAccess] = ["ro": .readOnly, "rw": .readWrite, "overlay": .overlay]
}
