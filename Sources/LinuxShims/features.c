#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <sched.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <unistd.h>

// Raw calls: the C library's own would tell threads that are not there after fork.
static int try(int flags, uid_t user, int root) {
    if (geteuid() == 0 && user != 0) {
        if (syscall(SYS_setgroups, 0, NULL) < 0 || syscall(SYS_setresgid, user, user, user) < 0 ||
            syscall(SYS_setresuid, user, user, user) < 0)
            return -errno;
    }
    // As a worker does for its mapping. A program that changed its user is not, and its files in /proc are root's.
    if (prctl(PR_SET_DUMPABLE, 1, 0, 0, 0) < 0) return -errno;
    uid_t identity = geteuid();
    gid_t group = getegid();
    int result = spl_unshare(flags);
    if (result < 0) return result;
    if ((flags & CLONE_NEWUSER) && (result = spl_map_identity(identity, group)) < 0) return result;
    if (!root) return 0;
    const char *step;
    if ((result = spl_private_mounts()) < 0) return result;
    return spl_empty_root(&step);
}

int spl_try_namespaces(int flags, uid_t user, int root) {
    int report[2], result = -EIO;
    if (pipe2(report, O_CLOEXEC) < 0) return -errno;
    pid_t child = fork();
    if (child == 0) {
        int answer = try(flags, user, root);
        _exit(write(report[1], &answer, sizeof answer) == sizeof answer ? 0 : 1);
    }
    int error = errno;
    close(report[1]);
    if (child < 0) {
        close(report[0]);
        return -error;
    }
    // Nothing arrives from a child that a filter killed.
    if (spl_read(report[0], &result, sizeof result) != sizeof result) result = -EIO;
    close(report[0]);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
    return result;
}

static int copied(const char *field, char *text, size_t capacity) {
    size_t length = strlen(field);
    if (length >= capacity) return -ENAMETOOLONG;
    memcpy(text, field, length + 1);
    return 0;
}

int spl_kernel_release(char *text, size_t capacity) {
    struct utsname name;
    return uname(&name) < 0 ? -errno : copied(name.release, text, capacity);
}

int spl_machine(char *text, size_t capacity) {
    struct utsname name;
    return uname(&name) < 0 ? -errno : copied(name.machine, text, capacity);
}

int spl_is_cgroup2(const char *path) {
    struct statfs system;
    if (statfs(path, &system) < 0) return -errno;
    return system.f_type == CGROUP2_SUPER_MAGIC;
}

int spl_may_write(const char *path) {
    return faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) < 0 ? -errno : 0;
}
