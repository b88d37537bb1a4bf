#define _GNU_SOURCE
#include "TreeProbe.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

void tree_serve(int channel);

enum { USER = 1000 };

static int write_file(const char *path, const char *text) {
    int file = open(path, O_WRONLY | O_CLOEXEC);
    if (file < 0) return -errno;
    ssize_t count = write(file, text, strlen(text));
    int error = count < 0 ? -errno : 0;
    close(file);
    return error;
}

// An ordinary user may mount in a user namespace of its own.
static int enter_namespaces(int is_root) {
    char map[64];
    unsigned user = geteuid(), group = getegid();
    int error;
    if (unshare(CLONE_NEWNS | (is_root ? 0 : CLONE_NEWUSER)) < 0) return -errno;
    if (!is_root) {
        if ((error = write_file("/proc/self/setgroups", "deny")) < 0) return error;
        snprintf(map, sizeof map, "%d %u 1", USER, user);
        if ((error = write_file("/proc/self/uid_map", map)) < 0) return error;
        snprintf(map, sizeof map, "%d %u 1", USER, group);
        if ((error = write_file("/proc/self/gid_map", map)) < 0) return error;
    }
    return mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ? -errno : 0;
}

static int put(const char *path, unsigned mode) {
    int file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return -errno;
    int error = write(file, "foreign", 7) == 7 && fchmod(file, mode) == 0 ? 0 : -errno;
    close(file);
    return error;
}

// Files that belong to another user than the one who makes the calls.
static int lay_out_foreign(void) {
    int error;
    if (mkdir("/foreign", 0755) < 0 || mkdir("/sticky", 0) < 0 || chmod("/sticky", 01777) < 0) return -errno;
    if ((error = put("/foreign/read", 0644)) || (error = put("/foreign/write", 0666)) ||
        (error = put("/foreign/secret", 0600)) || (error = put("/foreign/setid", 06777)) ||
        (error = put("/sticky/f", 0666))) return error;
    if (mkdir("/sticky/d", 0777) < 0 || chmod("/sticky/d", 0777) < 0) return -errno;
    if (symlink("f", "/sticky/l") < 0 || mkdir("/foreign/open", 0777) < 0 || chmod("/foreign/open", 02777) < 0) return -errno;
    return put("/foreign/open/f", 0644);
}

static int lay_out(const char *folder, int is_root) {
    int error;
    if (mount("tree", folder, "tmpfs", 0, "size=16m,nr_inodes=4000,mode=755") < 0) return -errno;
    if (chdir(folder) < 0 || chroot(".") < 0) return -errno;
    umask(0);
    if (is_root && (error = lay_out_foreign())) return error;
    if (mkdir("/small", 0755) < 0 || mkdir("/fixed", 0755) < 0) return -errno;
    if (mount("small", "/small", "tmpfs", 0, "size=32k,nr_inodes=12,mode=755") < 0) return -errno;
    if (mount("fixed", "/fixed", "tmpfs", 0, "size=1m,nr_inodes=100,mode=755") < 0) return -errno;
    if (mkdir("/fixed/a", 0755) < 0 || (error = put("/fixed/b", 0644)) || symlink("b", "/fixed/c") < 0) return -errno;
    if (put("/fixed/a/b", 0600)) return -errno;
    if (is_root) {
        const char *own[] = {"/", "/small", "/fixed", "/fixed/a", "/fixed/b", "/fixed/c", "/fixed/a/b"};
        for (size_t i = 0; i < sizeof own / sizeof *own; i++)
            if (lchown(own[i], USER, USER) < 0) return -errno;
    }
    return mount("fixed", "/fixed", NULL, MS_REMOUNT | MS_RDONLY, NULL) < 0 ? -errno : 0;
}

static int drop_privileges(int is_root) {
    if (is_root && (setgroups(0, NULL) < 0 || setresgid(USER, USER, USER) < 0 || setresuid(USER, USER, USER) < 0))
        return -errno;
    struct __user_cap_header_struct header = {_LINUX_CAPABILITY_VERSION_3, 0};
    struct __user_cap_data_struct data[2] = {{0, 0, 0}, {0, 0, 0}};
    return syscall(SYS_capset, &header, data) < 0 ? -errno : 0;
}

static void run(int channel, const char *folder) {
    int is_root = geteuid() == 0;
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGPIPE, SIG_DFL);
    if (dup2(channel, 3) != 3 || close_range(4, ~0U, 0) < 0) _exit(1);
    int error = enter_namespaces(is_root);
    if (!error) error = lay_out(folder, is_root);
    if (!error) error = drop_privileges(is_root);
    umask(022);
    struct tree_answer ready = {.value = is_root, .error = -error, .size = 0};
    if (write(3, &ready, sizeof ready) != sizeof ready || error) _exit(1);
    tree_serve(3);
    _exit(0);
}

static int transfer(int channel, void *bytes, size_t size, int is_sending) {
    char *place = bytes;
    while (size) {
        ssize_t count = is_sending ? send(channel, place, size, MSG_NOSIGNAL) : read(channel, place, size);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) return count ? -errno : -EPIPE;
        place += count;
        size -= count;
    }
    return 0;
}

int tree_start(struct tree_probe *probe) {
    int pair[2];
    struct tree_answer ready;
    strcpy(probe->folder, "/tmp/tree-probe-XXXXXX");
    if (!mkdtemp(probe->folder)) return -errno;
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0) return -errno;
    pid_t process = fork();
    if (process < 0) return -errno;
    if (process == 0) run(pair[1], probe->folder);
    close(pair[1]);
    probe->process = process;
    probe->channel = pair[0];
    int error = transfer(pair[0], &ready, sizeof ready, 0);
    if (!error) error = -ready.error;
    probe->has_foreign_files = ready.value != 0;
    if (error) tree_stop(probe);
    return error;
}

int tree_call(
    const struct tree_probe *probe, const struct tree_request *request, const void *path, const void *other,
    struct tree_answer *answer, void *bytes) {
    // One message, so that the process wakes once.
    static _Thread_local char message[1 << 20];
    size_t size = sizeof *request + request->path_size + request->other_size;
    if (size > sizeof message) return -EMSGSIZE;
    memcpy(message, request, sizeof *request);
    if (path) memcpy(message + sizeof *request, path, request->path_size);
    if (other) memcpy(message + sizeof *request + request->path_size, other, request->other_size);
    int error = transfer(probe->channel, message, size, 1);
    if (!error) error = transfer(probe->channel, answer, sizeof *answer, 0);
    if (!error && answer->size > TREE_LARGEST_ANSWER) error = -EMSGSIZE;
    if (!error) error = transfer(probe->channel, bytes, answer->size, 0);
    return error;
}

void tree_stop(struct tree_probe *probe) {
    close(probe->channel);
    kill(probe->process, SIGKILL);
    while (waitpid(probe->process, NULL, 0) < 0 && errno == EINTR) {}
    rmdir(probe->folder);
}
