import ArgumentParser
import SecurePython

/// The tree of files that a script sees, as options.
struct FileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Show the script a file or folder of the host at an absolute path of its own: read only, with :rw to be "
                + "changed, with :overlay to be changed in memory. What is behind :rw may later be executed by others: "
                + "it is theirs to trust. May be repeated.",
            valueName: "host:virtual[:ro|rw|overlay]"),
        transform: FileArgument.mount)
    var mount: [GrantedFiles] = []

    @Option(
        help: ArgumentHelp("Give the script an empty folder /tmp in memory, for so many bytes.", valueName: "size"),
        transform: FileArgument.scratch)
    var scratch: GrantedFiles?

    @Option(
        help: ArgumentHelp(
            "Bring what a folder of the script's tree holds at its end into a folder of the host, which must exist. No "
                + "name that is taken there is touched. May be repeated.",
            valueName: "virtual:hostdir"),
        transform: FileArgument.collect)
    var collect: [GrantedFiles] = []

    var granted: [GrantedFiles] { mount + [scratch].compactMap(\.self) + collect }
}
