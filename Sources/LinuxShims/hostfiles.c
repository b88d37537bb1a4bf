#define _GNU_SOURCE
#include "HostFileShims.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int spl_open_anchor(const char *path) {
    int descriptor = open(path, O_PATH | O_CLOEXEC);
    return descriptor < 0 ? -errno : descriptor;
}

static int beneath(int folder, const char *path, uint64_t flags) {
    struct open_how how = {
        .flags = flags | O_CLOEXEC,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV};
    // The kernel gives up a walk that a rename or mount disturbs; whoever renames for ever is no reason to wait.
    for (int attempt = 0; attempt < 16; attempt++) {
        int descriptor = (int)syscall(SYS_openat2, folder, path, &how, sizeof how);
        if (descriptor >= 0) return descriptor;
        if (errno != EAGAIN && errno != EINTR) return -errno;
    }
    return -EBUSY;
}

int spl_locate(int folder, const char *path) { return beneath(folder, path, O_PATH | O_NOFOLLOW); }

int spl_open_listing(int folder, const char *path) {
    return beneath(folder, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK);
}

struct own_name {
    char text[32];
};

static struct own_name own_name(int descriptor) {
    struct own_name name;
    snprintf(name.text, sizeof name.text, "/proc/self/fd/%d", descriptor);
    return name;
}

int spl_reopen(int anchor, int writes, int reads) {
    int access = writes ? (reads ? O_RDWR : O_WRONLY) : O_RDONLY;
    int descriptor;
    do descriptor = open(own_name(anchor).text, access | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

int spl_make_file_in(int folder, const char *name, uint32_t permissions) {
    int flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
    int descriptor;
    do descriptor = openat(folder, name, flags, permissions & 0777);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

int spl_make_folder_in(int folder, const char *name, uint32_t permissions) {
    return mkdirat(folder, name, permissions & 0777) < 0 ? -errno : 0;
}

int spl_unlink_in(int folder, const char *name, int is_folder) {
    return unlinkat(folder, name, is_folder ? AT_REMOVEDIR : 0) < 0 ? -errno : 0;
}

int spl_rename_in(int folder, const char *name, int new_folder, const char *new_name, int replaces) {
    return renameat2(folder, name, new_folder, new_name, replaces ? 0 : RENAME_NOREPLACE) < 0 ? -errno : 0;
}

static struct spl_time told(struct timespec time) {
    return (struct spl_time){.seconds = time.tv_sec, .nanoseconds = time.tv_nsec};
}

static void tell(const struct stat *from, struct spl_status *to) {
    *to = (struct spl_status){
        .mode = from->st_mode, .device = from->st_dev, .inode = from->st_ino, .links = from->st_nlink,
        .size = from->st_size, .blocks = from->st_blocks,
        .accessed = told(from->st_atim), .modified = told(from->st_mtim), .changed = told(from->st_ctim)};
}

int spl_examine(int descriptor, struct spl_status *status) {
    struct stat found;
    if (fstat(descriptor, &found) < 0) return -errno;
    tell(&found, status);
    return 0;
}

int spl_examine_in(int folder, const char *name, struct spl_status *status) {
    struct stat found;
    if (fstatat(folder, name, &found, AT_SYMLINK_NOFOLLOW | AT_NO_AUTOMOUNT) < 0) return -errno;
    tell(&found, status);
    return 0;
}

int spl_set_permissions(int descriptor, uint32_t permissions) {
    return chmod(own_name(descriptor).text, permissions) < 0 ? -errno : 0;
}

static struct timespec asked(struct spl_time time) {
    return (struct timespec){
        .tv_sec = time.seconds, .tv_nsec = time.nanoseconds < 0 ? UTIME_OMIT : time.nanoseconds};
}

int spl_set_times(int descriptor, struct spl_time accessed, struct spl_time modified) {
    struct timespec times[2] = {asked(accessed), asked(modified)};
    return utimensat(AT_FDCWD, own_name(descriptor).text, times, 0) < 0 ? -errno : 0;
}

ssize_t spl_link_text(int anchor, char *text, size_t capacity) {
    ssize_t length = readlinkat(anchor, "", text, capacity);
    if (length < 0) return -errno;
    return (size_t)length == capacity ? -ENAMETOOLONG : length;
}

ssize_t spl_read_names(int folder, void *records, size_t capacity) {
    ssize_t count = syscall(SYS_getdents64, folder, records, capacity);
    return count < 0 ? -errno : count;
}

ssize_t spl_read_at(int descriptor, void *bytes, size_t count, int64_t offset) {
    ssize_t done;
    do done = pread(descriptor, bytes, count, offset);
    while (done < 0 && errno == EINTR);
    return done < 0 ? -errno : done;
}

ssize_t spl_write_at(int descriptor, const void *bytes, size_t count, int64_t offset) {
    ssize_t done;
    do done = pwrite(descriptor, bytes, count, offset);
    while (done < 0 && errno == EINTR);
    return done < 0 ? -errno : done;
}

int spl_resize(int descriptor, int64_t size) {
    int result;
    do result = ftruncate(descriptor, size);
    while (result < 0 && errno == EINTR);
    return result < 0 ? -errno : 0;
}

int spl_synchronise(int descriptor) { return fsync(descriptor) < 0 ? -errno : 0; }

int spl_block_signals(void) {
    sigset_t all;
    sigfillset(&all);
    return -pthread_sigmask(SIG_BLOCK, &all, NULL);
}

void spl_lower_event(int descriptor) {
    uint64_t count;
    ssize_t done;
    do done = read(descriptor, &count, sizeof count);
    while (done < 0 && errno == EINTR);
}
