#define _GNU_SOURCE
#include "TreeProbe.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <unistd.h>

#ifndef SYS_fchmodat2
#define SYS_fchmodat2 452
#endif

static int slots[TREE_SLOTS];
static char text[TREE_LARGEST_ANSWER];
static size_t text_size;
static char path[1 << 17], other[1 << 19];

static int descriptor(int32_t slot) {
    if (slot == TREE_WORKING_DIRECTORY) return AT_FDCWD;
    return slot >= 0 && slot < TREE_SLOTS ? slots[slot] : 999;
}

static void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

static void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    int count = vsnprintf(text + text_size, sizeof text - text_size, format, arguments);
    va_end(arguments);
    if (count > 0) text_size += count;
    if (text_size >= sizeof text) text_size = sizeof text - 1;
}

static void say_status(const struct stat *status) {
    say("mode=%o links=%ld user=%u group=%u size=%ld blocks=%ld", status->st_mode, (long)status->st_nlink,
        status->st_uid, status->st_gid, (long)status->st_size, (long)status->st_blocks);
}

static void say_usage(const struct statfs *usage) {
    say("blocks=%ld free=%ld nodes=%ld freeNodes=%ld", (long)usage->f_blocks, (long)usage->f_bfree,
        (long)usage->f_files, (long)usage->f_ffree);
}

struct name {
    unsigned char type;
    char text[256];
};

static int compare(const void *left, const void *right) {
    return strcmp(((const struct name *)left)->text, ((const struct name *)right)->text);
}

// All names of a directory, sorted; the count or -errno.
static int list(int directory, struct name *names, int room) {
    static char buffer[1 << 16];
    int count = 0;
    if (lseek(directory, 0, SEEK_SET) < 0) return -errno;
    for (;;) {
        long size = syscall(SYS_getdents64, directory, buffer, sizeof buffer);
        if (size < 0) return -errno;
        if (size == 0) break;
        for (long at = 0; at < size;) {
            struct dirent64 { uint64_t inode; int64_t next; unsigned short length; unsigned char type; char name[]; } *entry =
                (void *)(buffer + at);
            at += entry->length;
            if (!strcmp(entry->name, ".") || !strcmp(entry->name, "..")) continue;
            if (count == room) return -EMSGSIZE;
            names[count].type = entry->type;
            snprintf(names[count].text, sizeof names[count].text, "%s", entry->name);
            count++;
        }
    }
    qsort(names, count, sizeof *names, compare);
    // Positions within a directory mean nothing outside of the file system that gave them.
    return lseek(directory, 0, SEEK_SET) < 0 ? -errno : count;
}

// By words, because the other side is a debug build.
static uint64_t hash(uint64_t value, const unsigned char *bytes, size_t count) {
    uint64_t word;
    for (; count >= sizeof word; bytes += sizeof word, count -= sizeof word) {
        memcpy(&word, bytes, sizeof word);
        value = (value ^ word) * 0x100000001b3;
    }
    for (size_t i = 0; i < count; i++) value = (value ^ bytes[i]) * 0x100000001b3;
    return value;
}

// Which parts of a file are data, and what is in them.
static void say_contents(int file) {
    static unsigned char buffer[1 << 16];
    off_t at = 0;
    for (int part = 0; part < 64; part++) {
        off_t data = lseek(file, at, SEEK_DATA);
        if (data < 0) break;
        off_t hole = lseek(file, data, SEEK_HOLE);
        uint64_t value = 0xcbf29ce484222325;
        for (off_t offset = data; offset < hole;) {
            size_t wanted = hole - offset < (off_t)sizeof buffer ? hole - offset : sizeof buffer;
            ssize_t count = pread(file, buffer, wanted, offset);
            if (count <= 0) break;
            value = hash(value, buffer, count);
            offset += count;
        }
        say(" %ld-%ld:%lx", (long)data, (long)hole, (unsigned long)value);
        at = hole;
    }
}

static struct { dev_t device; ino_t inode; } seen[4096];
static int seen_count;

static int number_of(const struct stat *status) {
    for (int i = 0; i < seen_count; i++)
        if (seen[i].device == status->st_dev && seen[i].inode == status->st_ino) return i;
    if (seen_count == 4096) return -1;
    seen[seen_count].device = status->st_dev;
    seen[seen_count].inode = status->st_ino;
    return seen_count++;
}

static void say_tree(int parent, const char *name, const char *shown, int depth) {
    struct stat status;
    if (fstatat(parent, name, &status, AT_SYMLINK_NOFOLLOW) < 0) {
        say("%s error=%d\n", shown, errno);
        return;
    }
    say("%s #%d ", shown, number_of(&status));
    say_status(&status);
    if (S_ISLNK(status.st_mode)) {
        char target[4096];
        ssize_t count = readlinkat(parent, name, target, sizeof target);
        if (count >= 0) say(" -> %.*s", (int)count, target);
    } else if (S_ISREG(status.st_mode)) {
        int file = openat(parent, name, O_RDONLY | O_CLOEXEC);
        if (file < 0) say(" error=%d", errno);
        else say_contents(file);
        close(file);
    }
    say("\n");
    if (!S_ISDIR(status.st_mode) || depth > 40) return;
    int directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) {
        say("%s/ error=%d\n", shown, errno);
        return;
    }
    struct name *names = malloc(400 * sizeof *names);
    int count = names ? list(directory, names, 400) : -ENOMEM;
    if (count < 0) say("%s/ error=%d\n", shown, -count);
    for (int i = 0; i < count; i++) {
        char below[4096];
        snprintf(below, sizeof below, "%s/%.40s", shown, names[i].text);
        say_tree(directory, names[i].text, below, depth + 1);
    }
    free(names);
    close(directory);
}

static int64_t say_names(int directory) {
    static struct name names[400];
    int count = list(directory, names, 400);
    if (count < 0) {
        errno = -count;
        return -1;
    }
    for (int i = 0; i < count; i++) say("%d %s\n", names[i].type, names[i].text);
    return count;
}

static void fill_times(const struct tree_request *request, struct timespec *times) {
    // 0 sets, 1 means now, 2 omits.
    long special[] = {1, UTIME_NOW, UTIME_OMIT};
    times[0].tv_sec = request->offset;
    times[1].tv_sec = request->length;
    times[0].tv_nsec = special[request->mode % 3];
    times[1].tv_nsec = special[request->mode / 3 % 3];
}

static int64_t perform_on_file(const struct tree_request *request) {
    int file = descriptor(request->slot);
    struct stat status;
    struct statfs usage;
    struct timespec times[2];
    int64_t value;
    switch (request->operation) {
    case TREE_READ: value = read(file, text, request->length); if (value > 0) text_size = value; return value;
    case TREE_PREAD: value = pread(file, text, request->length, request->offset); if (value > 0) text_size = value; return value;
    case TREE_WRITE: return write(file, other, request->other_size);
    case TREE_PWRITE: return pwrite(file, other, request->other_size, request->offset);
    case TREE_SEEK: return lseek(file, request->offset, request->flags);
    case TREE_FTRUNCATE: return ftruncate(file, request->offset);
    case TREE_ALLOCATE: return fallocate(file, 0, request->offset, request->length);
    case TREE_FSTAT: value = fstat(file, &status); if (!value) say_status(&status); return value;
    case TREE_FCHMOD: return fchmod(file, request->mode);
    case TREE_FCHOWN: return fchown(file, request->offset, request->length);
    case TREE_FUTIMES: fill_times(request, times); return futimens(file, times);
    case TREE_FSYNC: return fsync(file);
    case TREE_FCHDIR: return fchdir(file);
    case TREE_SET_FLAGS: return fcntl(file, F_SETFL, request->flags);
    case TREE_FSTATFS: value = fstatfs(file, &usage); if (!value) say_usage(&usage); return value;
    case TREE_LIST: return say_names(file);
    default: errno = ENOSYS; return -1;
    }
}

static int64_t perform(const struct tree_request *request) {
    int base = descriptor(request->base), other_base = descriptor(request->other_base);
    struct stat status;
    struct statfs usage;
    struct timespec times[2];
    int64_t value;
    switch (request->operation) {
    case TREE_OPEN:
        value = openat(base, path, request->flags, request->mode);
        if (value < 0) return value;
        // Ours opens no pipe, because nobody is at the other end.
        if (!(request->flags & O_PATH) && !fstat(value, &status) && S_ISFIFO(status.st_mode)) {
            close(value);
            errno = ENXIO;
            return -1;
        }
        close(slots[request->slot]);
        slots[request->slot] = value;
        return 0;
    case TREE_CLOSE: value = close(descriptor(request->slot)); slots[request->slot] = 998; return value;
    case TREE_STAT: value = fstatat(base, path, &status, request->flags); if (!value) say_status(&status); return value;
    case TREE_MKDIR: return mkdirat(base, path, request->mode);
    case TREE_MKFIFO: return mknodat(base, path, S_IFIFO | request->mode, 0);
    case TREE_SYMLINK: return symlinkat(other, base, path);
    case TREE_LINK: return linkat(base, path, other_base, other, request->flags);
    case TREE_UNLINK: return unlinkat(base, path, 0);
    case TREE_RMDIR: return unlinkat(base, path, AT_REMOVEDIR);
    case TREE_RENAME: return syscall(SYS_renameat2, base, path, other_base, other, request->flags);
    case TREE_CHMOD: return syscall(SYS_fchmodat2, base, path, request->mode, request->flags);
    case TREE_CHOWN: return fchownat(base, path, request->offset, request->length, request->flags);
    case TREE_UTIMES: fill_times(request, times); return utimensat(base, path, times, request->flags);
    case TREE_TRUNCATE: return truncate(path, request->offset);
    case TREE_ACCESS: return faccessat(base, path, request->mode, request->flags);
    case TREE_READLINK: value = readlinkat(base, path, text, 5000); if (value > 0) text_size = value; return value;
    case TREE_CHDIR: return chdir(path);
    case TREE_GETCWD: value = syscall(SYS_getcwd, text, sizeof text); if (value > 0) text_size = value - 1; return value < 0 ? value : 0;
    case TREE_UMASK: return umask(request->mode);
    case TREE_STATFS: value = statfs(path, &usage); if (!value) say_usage(&usage); return value;
    case TREE_SNAPSHOT: seen_count = 0; say_tree(AT_FDCWD, "/", "", 0); return 0;
    default: return perform_on_file(request);
    }
}

static int receive(int channel, void *bytes, size_t size) {
    char *place = bytes;
    while (size) {
        ssize_t count = read(channel, place, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return -1;
        place += count;
        size -= count;
    }
    return 0;
}

void tree_serve(int channel) {
    struct tree_request request;
    for (int i = 0; i < TREE_SLOTS; i++) slots[i] = 998;
    while (!receive(channel, &request, sizeof request)) {
        if (request.path_size >= sizeof path || request.other_size >= sizeof other) return;
        if (receive(channel, path, request.path_size) || receive(channel, other, request.other_size)) return;
        path[request.path_size] = other[request.other_size] = 0;
        text_size = 0;
        static char message[sizeof(struct tree_answer) + sizeof text];
        struct tree_answer answer = {0, 0, 0};
        answer.value = perform(&request);
        if (answer.value < 0) {
            answer.error = errno;
            answer.value = 0;
            text_size = 0;
        }
        answer.size = text_size;
        memcpy(message, &answer, sizeof answer);
        memcpy(message + sizeof answer, text, text_size);
        if (write(channel, message, sizeof answer + text_size) != (ssize_t)(sizeof answer + text_size)) return;
    }
}
