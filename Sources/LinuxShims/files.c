#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int spl_open_beneath(int root, const char *path) {
    struct open_how how = {
        .flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY,
        .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS};
    int descriptor = (int)syscall(SYS_openat2, root, path, &how, sizeof how);
    return descriptor < 0 ? -errno : descriptor;
}

static int opened(const char *path, int flags) {
    int descriptor;
    do descriptor = open(path, flags | O_CLOEXEC | O_NOCTTY, 0666);
    while (descriptor < 0 && errno == EINTR);
    return descriptor < 0 ? -errno : descriptor;
}

int spl_open_folder(const char *path) { return opened(path, O_PATH | O_DIRECTORY); }
int spl_open_read(const char *path) { return opened(path, O_RDONLY); }
int spl_create_file(const char *path) { return opened(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW); }
int spl_open_stream(const char *path) { return opened(path, O_WRONLY | O_APPEND); }

int spl_duplicate(int descriptor) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3);
    return copy < 0 ? -errno : copy;
}

int spl_occupy_standard_descriptors(void) {
    for (int number = 0; number <= 2; number++) {
        if (fcntl(number, F_GETFD) >= 0) continue;
        // The lowest free number is this one: those below it are open.
        int descriptor = open("/dev/null", number == 0 ? O_RDONLY : O_WRONLY);
        if (descriptor < 0) return -errno;
    }
    return 0;
}

int spl_rename(const char *from, const char *to) { return rename(from, to) < 0 ? -errno : 0; }
int spl_exchange(const char *one, const char *other) {
    return renameat2(AT_FDCWD, one, AT_FDCWD, other, RENAME_EXCHANGE) < 0 ? -errno : 0;
}

int spl_unlink(const char *path) { return unlink(path) < 0 ? -errno : 0; }

int spl_make_folder(const char *path) { return mkdir(path, 0755) < 0 ? -errno : 0; }
int spl_remove_folder(const char *path) { return rmdir(path) < 0 ? -errno : 0; }

int spl_write_file(const char *path, const char *bytes, size_t count) {
    int descriptor = opened(path, O_WRONLY);
    if (descriptor < 0) return descriptor;
    ssize_t written;
    do written = write(descriptor, bytes, count);
    while (written < 0 && errno == EINTR);
    int result = written < 0 ? -errno : (size_t)written == count ? 0 : -EIO;
    close(descriptor);
    return result;
}

int spl_describe(int descriptor, struct spl_file *file) {
    struct stat status;
    if (fstat(descriptor, &status) < 0) return -errno;
    file->mode = status.st_mode;
    file->size = status.st_size;
    return 0;
}

ssize_t spl_read_link(const char *path, char *text, size_t capacity) {
    ssize_t length = readlink(path, text, capacity);
    if (length < 0) return -errno;
    return (size_t)length == capacity ? -ENAMETOOLONG : length;
}

ssize_t spl_read(int descriptor, void *bytes, size_t count) {
    ssize_t done;
    do done = read(descriptor, bytes, count);
    while (done < 0 && errno == EINTR);
    return done < 0 ? -errno : done;
}

ssize_t spl_write(int descriptor, const void *bytes, size_t count) {
    ssize_t done;
    do done = write(descriptor, bytes, count);
    while (done < 0 && errno == EINTR);
    return done < 0 ? -errno : done;
}

ssize_t spl_write_quietly(int descriptor, const void *bytes, size_t count) {
    sigset_t pipe_signal, before, pending;
    sigemptyset(&pipe_signal);
    sigaddset(&pipe_signal, SIGPIPE);
    // SIGPIPE goes to the thread that writes: blocked here, it can be taken back before anyone sees it.
    sigpending(&pending);
    if (pthread_sigmask(SIG_BLOCK, &pipe_signal, &before)) return -EINVAL;
    ssize_t done = spl_write(descriptor, bytes, count);
    if (done == -EPIPE && !sigismember(&pending, SIGPIPE)) {
        struct timespec now = {0, 0};
        while (sigtimedwait(&pipe_signal, NULL, &now) < 0 && errno == EINTR) {}
    }
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return done;
}

void spl_close(int descriptor) { close(descriptor); }

_Static_assert(sizeof(struct spl_poll) == sizeof(struct pollfd), "entries are handed to poll(2) as they are");
_Static_assert(offsetof(struct spl_poll, wanted) == offsetof(struct pollfd, events), "same");
_Static_assert(offsetof(struct spl_poll, seen) == offsetof(struct pollfd, revents), "same");

int spl_wait_ready(struct spl_poll *entries, size_t count, int milliseconds) {
    int ready = poll((struct pollfd *)entries, count, milliseconds);
    if (ready >= 0) return ready;
    if (errno != EINTR) return -errno;
    for (size_t index = 0; index < count; index++) entries[index].seen = 0;
    return 0;
}

int64_t spl_monotonic_nanoseconds(void) {
    struct timespec now;
    // The kernel itself: a worker may have a script's fixed clock under the C library's name.
    syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

void spl_error_text(int number, char *text, size_t capacity) {
    // The GNU form returns the text, which may or may not be in the buffer given.
    char room[128];
    snprintf(text, capacity, "%s", strerror_r(number, room, sizeof room));
}
