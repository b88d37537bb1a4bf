// Files of the host, as it serves them to scripts. As in LinuxShims.h: -errno on failure, and retries only where a
// signal, or a change of the tree in the middle of the walk, is the only cause.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Opens a file or folder, at the end of whatever links lead to it, as something to be reached and not to be read:
/// opening has no effect on it, and it stays the same one when its name is given to another.
int spl_open_anchor(const char *_Nonnull path);

/// Finds what `path` names beneath `folder`, as an anchor: through no symbolic link, over no mount, never out. A link
/// at the end is found itself. Only openat2(2) decides this without a race.
int spl_locate(int folder, const char *_Nonnull path);

/// Opens a folder beneath `folder` for spl_read_names, found as by spl_locate.
int spl_open_listing(int folder, const char *_Nonnull path);

/// Opens what an anchor holds, which must be known to be a regular file, without waiting for whoever has a lease on
/// it. A name could mean another file by now.
int spl_reopen(int anchor, int writes, int reads);

/// Makes a regular file, which must not exist, and opens it for reading and writing.
int spl_make_file_in(int folder, const char *_Nonnull name, uint32_t permissions);
int spl_make_folder_in(int folder, const char *_Nonnull name, uint32_t permissions);
int spl_unlink_in(int folder, const char *_Nonnull name, int is_folder);
/// `replaces` false: a name that is taken is -EEXIST, decided by the kernel in one step.
int spl_rename_in(
    int folder, const char *_Nonnull name, int new_folder, const char *_Nonnull new_name, int replaces);

struct spl_time {
    int64_t seconds;
    /// -1: the time stays.
    int64_t nanoseconds;
};

struct spl_status {
    /// st_mode, type and permission bits.
    uint32_t mode;
    uint64_t device, inode, links;
    int64_t size, blocks;
    struct spl_time accessed, modified, changed;
};
/// fstat(2) with all that a script is told.
int spl_examine(int descriptor, struct spl_status *_Nonnull status);
/// The same of a name in a folder; of a link, not of its target.
int spl_examine_in(int folder, const char *_Nonnull name, struct spl_status *_Nonnull status);

/// Changes what a descriptor holds, which anchors allow by their name in /proc alone.
int spl_set_permissions(int descriptor, uint32_t permissions);
int spl_set_times(int descriptor, struct spl_time accessed, struct spl_time modified);

/// The text of the link that an anchor holds, not terminated. Returns its length; -ENAMETOOLONG where it would not fit.
ssize_t spl_link_text(int anchor, char *_Nonnull text, size_t capacity);

/// Reads records of getdents64(2), and not readdir(3), whose state is a pointer that someone must free. Returns how
/// many bytes there are, 0 at the end.
ssize_t spl_read_names(int folder, void *_Nonnull records, size_t capacity);

ssize_t spl_read_at(int descriptor, void *_Nonnull bytes, size_t count, int64_t offset);
ssize_t spl_write_at(int descriptor, const void *_Nonnull bytes, size_t count, int64_t offset);
int spl_resize(int descriptor, int64_t size);
int spl_synchronise(int descriptor);

/// Keeps every signal from this thread: those for the process go to others, and SIGXFSZ, which a write beyond the
/// process's own limit raises, becomes the error that the write returns.
int spl_block_signals(void);

/// Takes back what spl_raise_event did.
void spl_lower_event(int descriptor);

/// Receives at most `count` bytes and a descriptor that may come with them, else `*descriptor` is -1. One that this
/// process has no room for is lost without harm to the bytes. Blocks.
ssize_t spl_receive_with_descriptor(int socket, void *_Nonnull bytes, size_t count, int *_Nonnull descriptor);
