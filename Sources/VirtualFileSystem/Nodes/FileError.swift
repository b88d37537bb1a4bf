internal import Glibc

/// Why a tree refuses, as an error number of Linux.
package struct FileError: Error, Hashable, Sendable {
    package let number: Int32

    package init(number: Int32) {
        self.number = number
    }
}

extension FileError {
    static let badDescriptor = FileError(number: EBADF)
    static let busy = FileError(number: EBUSY)
    static let crossesMounts = FileError(number: EXDEV)
    static let denied = FileError(number: EACCES)
    static let exists = FileError(number: EEXIST)
    static let invalid = FileError(number: EINVAL)
    static let isDirectory = FileError(number: EISDIR)
    static let links = FileError(number: ELOOP)
    static let missing = FileError(number: ENOENT)
    static let nameTooLong = FileError(number: ENAMETOOLONG)
    /// A listing would not fit into what memory is left.
    package static let noMemory = FileError(number: ENOMEM)
    static let noSpace = FileError(number: ENOSPC)
    static let notDirectory = FileError(number: ENOTDIR)
    static let notEmpty = FileError(number: ENOTEMPTY)
    static let notPermitted = FileError(number: EPERM)
    static let outOfRange = FileError(number: ENXIO)
    static let readOnly = FileError(number: EROFS)
    static let tooLarge = FileError(number: EFBIG)
    static let tooManyOpen = FileError(number: ENFILE)
    static let unsupported = FileError(number: EOPNOTSUPP)
}
