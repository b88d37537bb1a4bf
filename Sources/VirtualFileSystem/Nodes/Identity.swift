/// The ordinary user that a script is: one user and one group, no privileges.
package struct Identity: Hashable, Sendable {
    package let user: UInt32
    package let group: UInt32

    package init(user: UInt32 = 1000, group: UInt32 = 1000) {
        self.user = user
        self.group = group
    }

    struct Access: OptionSet {
        let rawValue: Int

        static let execute = Access(rawValue: 1)
        static let write = Access(rawValue: 2)
        static let read = Access(rawValue: 4)
    }

    /// The one class of mode bits that applies decides, even where another would grant more.
    func allows(_ access: Access, _ ownership: Ownership) -> Bool {
        let shift = ownership.user == user ? 6 : ownership.group == group ? 3 : 0
        return access.rawValue & ~(ownership.permissions >> shift) & 7 == 0
    }

    func owns(_ ownership: Ownership) -> Bool { ownership.user == user }

    /// Whether the sticky bit of a directory keeps this user from removing an entry.
    func isHindered(byStickyBitOf directory: Ownership, removing entry: Ownership) -> Bool {
        directory.permissions & ModeBit.sticky != 0 && !owns(entry) && !owns(directory)
    }

    /// The permissions after the contents changed or the owner was set: no set-id bit survives that.
    func permissionsWithoutSetID(_ ownership: Ownership) -> Int {
        var permissions = ownership.permissions & ~ModeBit.setUser
        // Without group execution the bit once meant mandatory locking, and a member of the group keeps it.
        if permissions & ModeBit.groupExecute != 0 || ownership.group != group {
            permissions &= ~ModeBit.setGroup
        }
        return permissions
    }

    /// Whose a new file in a directory is, and with what permissions. The mask counts last: Linux judges the
    /// set-group bit by the permissions that were asked for.
    func ownership(
        ofNew kind: FileKind, permissions: Int, mask: Int, in directory: Ownership
    ) -> Ownership {
        var new = Ownership(permissions: permissions & ~mask, user: user, group: group)
        guard directory.permissions & ModeBit.setGroup != 0 else { return new }
        new.group = directory.group
        if kind == .directory {
            new.permissions |= ModeBit.setGroup
        } else if permissions & ModeBit.groupExecute != 0, directory.group != group {
            new.permissions &= ~ModeBit.setGroup
        }
        return new
    }
}

enum ModeBit {
    static let setUser = 0o4000
    static let setGroup = 0o2000
    static let sticky = 0o1000
    static let groupExecute = 0o010
}
