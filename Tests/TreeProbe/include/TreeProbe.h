#pragma once

#include <stddef.h>
#include <stdint.h>

/// What the probe can be asked to do; each is one system call, but for the last two.
enum tree_operation {
    TREE_OPEN, TREE_CLOSE, TREE_READ, TREE_PREAD, TREE_WRITE, TREE_PWRITE, TREE_SEEK, TREE_FTRUNCATE, TREE_ALLOCATE,
    TREE_FSTAT, TREE_FCHMOD, TREE_FCHOWN, TREE_FUTIMES, TREE_FSYNC, TREE_FCHDIR, TREE_SET_FLAGS, TREE_FSTATFS,
    TREE_STAT, TREE_MKDIR, TREE_MKFIFO, TREE_SYMLINK, TREE_LINK, TREE_UNLINK, TREE_RMDIR, TREE_RENAME, TREE_CHMOD,
    TREE_CHOWN, TREE_UTIMES, TREE_TRUNCATE, TREE_ACCESS, TREE_READLINK, TREE_CHDIR, TREE_GETCWD, TREE_UMASK,
    TREE_STATFS, TREE_LIST, TREE_SNAPSHOT, TREE_OPERATIONS
};

/// Descriptors are named by slots; these stand for what is in none.
enum tree_base { TREE_WORKING_DIRECTORY = -1, TREE_BAD_DESCRIPTOR = -2 };

enum { TREE_SLOTS = 8, TREE_LARGEST_ANSWER = 1 << 20 };

struct tree_request {
    int32_t operation;
    int32_t slot;
    int32_t base;
    int32_t other_base;
    int32_t flags;
    uint32_t mode;
    int64_t offset;
    int64_t length;
    uint32_t path_size;
    uint32_t other_size;
};

struct tree_answer {
    /// What the call returned; 0 where it failed.
    int64_t value;
    int32_t error;
    uint32_t size;
};

struct tree_probe {
    int32_t process;
    int32_t channel;
    /// Whether files of another user could be laid out.
    int32_t has_foreign_files;
    char folder[64];
};

/// Starts a process that is uid and gid 1000 without privileges, in a root of its own: a tmpfs of 16 MiB with
/// three more mounted in it. Nothing of this is seen outside the process. Returns 0 or -errno.
int tree_start(struct tree_probe *_Nonnull probe);

/// Lets the process make one call. Returns 0 or -errno of the conversation, not of the call.
int tree_call(
    const struct tree_probe *_Nonnull probe, const struct tree_request *_Nonnull request,
    const void *_Nullable path, const void *_Nullable other, struct tree_answer *_Nonnull answer,
    void *_Nonnull bytes);

/// Ends the process and removes its folder.
void tree_stop(struct tree_probe *_Nonnull probe);
