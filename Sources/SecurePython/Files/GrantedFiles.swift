public import Policy

/// A part of the tree of files that a script sees.
///
/// Every path in that tree is absolute, and none stands for itself on the host: a script never learns a host path.
public enum GrantedFiles: Sendable, Equatable {
    /// A file in memory. What the script writes to it is gone with the run.
    case memory(path: String, content: [UInt8], isExecutable: Bool = false)
    /// A file or folder of the host, at this path of the script's tree. `readWrite` is authority over whatever later
    /// reads or executes what is in it.
    case mount(host: String, at: String, access: FileAccess = .readOnly)
    /// An empty folder in memory, for so many bytes.
    case scratch(at: String = "/tmp", bytes: Int)
    /// What stands in this folder of the script's tree when the script has ended is brought into a folder of the host,
    /// which must exist. Names that are taken there are refused. Where no other grant makes the folder, this one does.
    case collect(path: String, into: String)

    /// In the script's tree.
    package var path: String {
        switch self {
        case .memory(let path, _, _), .mount(_, let path, _), .scratch(let path, _), .collect(let path, _): path
        }
    }
}
