#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int spl_unshare(int flags) { return unshare(flags) < 0 ? -errno : 0; }

static int put(const char *path, const char *text, size_t count) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    ssize_t done = write(descriptor, text, count);
    int result = done < 0 ? -errno : (size_t)done == count ? 0 : -EIO;
    close(descriptor);
    return result;
}

static int map_one(const char *path, unsigned id) {
    char line[64];
    int length = snprintf(line, sizeof line, "%u %u 1\n", id, id);
    return put(path, line, (size_t)length);
}

int spl_map_identity(uid_t user, gid_t group) {
    int result = put("/proc/self/setgroups", "deny", 4);
    if (result < 0) return result;
    if ((result = map_one("/proc/self/uid_map", user)) < 0) return result;
    return map_one("/proc/self/gid_map", group);
}

static long seconds(clockid_t clock) {
    struct timespec now;
    return clock_gettime(clock, &now) < 0 ? 0 : (long)now.tv_sec;
}

int spl_restart_clocks(void) {
    char lines[96];
    int length = snprintf(
        lines, sizeof lines, "monotonic -%ld 0\nboottime -%ld 0\n", seconds(CLOCK_MONOTONIC), seconds(CLOCK_BOOTTIME));
    return put("/proc/self/timens_offsets", lines, (size_t)length);
}

int spl_private_mounts(void) {
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ? -errno : 0;
}

// Of linux/mount.h, which older C libraries' sys/mount.h cannot be included with.
enum {
    open_closed_on_exec = 1,      // FSOPEN_CLOEXEC, FSMOUNT_CLOEXEC
    set_flag = 0,                 // FSCONFIG_SET_FLAG
    set_text = 1,                 // FSCONFIG_SET_STRING
    create = 6,                   // FSCONFIG_CMD_CREATE
    read_only = 1, no_set_user = 2, no_devices = 4, no_execution = 8,  // MOUNT_ATTR_*
    from_descriptor = 4           // MOVE_MOUNT_F_EMPTY_PATH
};
static const long tmpfs_magic = 0x01021994;

static int configure(int settings, const char *key, const char *value) {
    return (int)syscall(SYS_fsconfig, settings, value ? set_text : set_flag, key, value, 0);
}

// A detached mount has no path of its own, so that no folder of the old root has to be there to hold it.
static int empty_file_system(void) {
    int settings = (int)syscall(SYS_fsopen, "tmpfs", open_closed_on_exec);
    if (settings < 0) return -errno;
    int mounted = -1, error = 0;
    // Of both limits 0 would mean none; one inode is the root itself.
    if (configure(settings, "size", "4096") < 0 || configure(settings, "nr_inodes", "1") < 0 ||
        configure(settings, "mode", "0555") < 0 || configure(settings, "ro", NULL) < 0 ||
        syscall(SYS_fsconfig, settings, create, NULL, NULL, 0) < 0)
        error = errno;
    else if ((mounted = (int)syscall(
                  SYS_fsmount, settings, open_closed_on_exec, read_only | no_set_user | no_devices | no_execution)) < 0)
        error = errno;
    close(settings);
    return error ? -error : mounted;
}

static int enter_as_root(int mounted, const char **step) {
    *step = "attaching the empty file system";
    if (syscall(SYS_move_mount, mounted, "", AT_FDCWD, "/", from_descriptor) < 0) return -errno;
    *step = "entering the empty file system";
    if (fchdir(mounted) < 0) return -errno;
    // Both folders the same: the old root then lies on top of the new one, and "." names it for umount2.
    *step = "pivot_root";
    if (syscall(SYS_pivot_root, ".", ".") < 0) return -errno;
    *step = "detaching the old root";
    if (umount2(".", MNT_DETACH) < 0) return -errno;
    *step = "entering the new root";
    return chdir("/") < 0 ? -errno : 0;
}

int spl_empty_root(const char **step) {
    *step = "making the empty file system";
    int mounted = empty_file_system();
    if (mounted < 0) return mounted;
    int result = enter_as_root(mounted, step);
    close(mounted);
    if (result < 0) return result;

    struct statfs root;
    *step = "checking the new root";
    if (statfs("/", &root) < 0) return -errno;
    return root.f_type == tmpfs_magic && (root.f_flags & MS_RDONLY) ? 0 : -EIO;
}
