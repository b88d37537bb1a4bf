// What the kernel layer is built of. As in LinuxShims.h: -errno on failure, no retries.
#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// MARK: namespaces (namespaces.c)

/// unshare(2).
int spl_unshare(int flags);

/// In a fresh user namespace: denies setgroups, then maps `user` and `group` to themselves. The kernel wants
/// exactly these three writes in this order. This process must be dumpable, or the files belong to root.
int spl_map_identity(uid_t user, gid_t group);

/// Between entering a time namespace and the next fork, which is the first in it: has the clocks that count from the
/// start of the machine begin at 0 there.
int spl_restart_clocks(void);

/// Takes every mount out of propagation, so that no mount or unmount of the host appears here or the reverse.
int spl_private_mounts(void);

/// Replaces the root by a read-only tmpfs without room for a file and detaches all that was mounted before.
/// `*step` names the step that failed.
int spl_empty_root(const char *_Nullable *_Nonnull step);

// MARK: privileges (privileges.c)

/// 1 where this process holds the capability in its effective set, else 0.
int spl_holds_capability(int capability);

/// Empties the bounding set. Needs CAP_SETPCAP.
int spl_drop_bounding_set(void);

/// Empties the ambient, effective, permitted and inheritable sets, and reads them back.
int spl_drop_capabilities(void);

/// Leaves root for `user` and `group` but for the saved user id, by which it can be taken back: whether a user
/// namespace can be had only trying tells, and it must be tried as that user.
int spl_lend_root(uid_t user, gid_t group);

/// Undoes spl_lend_root.
int spl_take_root_back(void);

/// Gives up what spl_lend_root kept, for good. In a user namespace that maps `user` alone, where no id of root is.
int spl_forget_root(uid_t user);

/// Leaves root for `user` and `group` as spl_become_user does, but keeps CAP_SYS_ADMIN, which replacing the root
/// still needs where no user namespace grants it.
int spl_become_user_keeping_mounts(uid_t user, gid_t group);

/// Whether processes of the same user may attach, and whether this user owns its own /proc files.
int spl_set_dumpable(int dumpable);

/// Nothing executed from here on gains a privilege. Landlock and seccomp ask for it.
int spl_no_new_privileges(void);

/// 1 where the kernel knows no_new_privs.
int spl_has_no_new_privileges(void);

enum spl_speculation { spl_store_bypass = 0, spl_indirect_branch = 1 };

/// The PR_SPEC_* bits that hold for this process, unchanged.
int spl_speculation_state(int control);

/// Turns the speculation off for good where it can be. Returns the bits that hold afterwards.
int spl_restrict_speculation(int control);

// MARK: Landlock, seccomp, limits (confinement.c)

/// The version of Landlock that the kernel speaks, from 1.
int spl_landlock_abi(void);

/// Enters a domain that handles the rights given and allows none of them. `size`: how much of the attribute the
/// version knows. `flags`: of landlock_restrict_self.
int spl_landlock_restrict(uint64_t files, uint64_t network, uint64_t scopes, size_t size, uint32_t flags);

/// Whether the kernel can kill a process by a seccomp filter.
int spl_seccomp_available(void);

/// Has SIGSYS, which a trapping filter raises, tell the host the number of the call on `socket` and end the
/// process. The frame is ChildToHost.forbiddenCall. For tests: a script can take the handler off.
int spl_report_forbidden_calls(int socket);

/// Loads `count` bytes of struct sock_filter as this thread's filter.
int spl_seccomp_load(const void *_Nonnull filter, size_t count);

/// The limits of setrlimit(2). Swift sees but some: the others need _GNU_SOURCE.
enum spl_limit {
    spl_limit_address_space,
    spl_limit_cpu,
    spl_limit_core,
    spl_limit_file_size,
    spl_limit_locked_memory,
    spl_limit_message_queues,
    spl_limit_processes,
    spl_limit_descriptors
};

/// Sets a resource limit, but never raises one that is lower already.
int spl_lower_limit(enum spl_limit limit, uint64_t soft, uint64_t hard);

// MARK: probing (features.c)

/// Tries, in a forked child that ends at once, to enter the namespaces `flags` as `user` (where this process is
/// root; else as itself) and to map its identity; with `root`, to empty the root as well. Only system calls are
/// made between fork and end: the caller may have threads. Whether a namespace can be had is decided by kernel,
/// sysctl, security module and container together; only trying tells.
int spl_try_namespaces(int flags, uid_t user, int root);

/// uname(2)'s release and machine.
int spl_kernel_release(char *_Nonnull text, size_t capacity);
int spl_machine(char *_Nonnull text, size_t capacity);

/// Whether `path` lies on a file system of version 2 control groups. Returns 1, 0 or -errno.
int spl_is_cgroup2(const char *_Nonnull path);

/// Whether this process may write `path`, by its effective identity.
int spl_may_write(const char *_Nonnull path);
