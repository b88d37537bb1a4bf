/// For the owner of the tree, before there is a script.
extension VirtualFileSystem {
    /// Makes a folder and those that lead to it, where they are missing. None is made in a folder of the host's.
    package func makeMissingFolders(_ names: some Collection<[UInt8]>) throws(FileError) {
        var path: [UInt8] = []
        for name in names {
            path.append(UInt8(ascii: "/"))
            let parent = path
            path += name
            do throws(FileError) {
                guard try status(of: path).kind == .directory else { throw FileError.notDirectory }
            } catch .missing {
                let place = try locate(parent, from: .workingDirectory, followingLastLink: true)
                if place.mount.fileSystem is HostFileSystem { throw .missing }
                try makeDirectory(path, mode: 0o755)
            }
        }
    }

    /// Makes `/dev/null`, into which programs throw what they do not want.
    package func makeNullDevice() throws(FileError) {
        try makeMissingFolders([Array("dev".utf8)])
        try make(.nullDevice, at: Array("/dev/null".utf8), permissions: 0o666, from: .workingDirectory)
    }

    /// Makes a file that is not there yet.
    package func makeFile(_ path: [UInt8], _ content: [UInt8], mode: Int) throws(FileError) {
        let file = try open(path, [.writeOnly, .create, .exclusive], mode: mode)
        var result = Result<Void, FileError>.success(())
        content.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                do throws(FileError) {
                    rest = try rest.dropFirst(file.write(from: UnsafeRawBufferPointer(rebasing: rest)))
                } catch {
                    result = .failure(error)
                    return
                }
            }
        }
        try result.get()
    }
}
