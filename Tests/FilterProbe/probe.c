#define _GNU_SOURCE
#include "FilterProbe.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

// What parent and forks share: a fork under a filter has no other way to answer.
struct board {
    volatile int error;
    volatile int ready;
    volatile struct probe_result result;
    // A fork that is no child of the one that made it.
    volatile pid_t sibling;
};

static int load(const uint8_t *program, size_t size) {
    struct sock_fprog filter = {.len = size / sizeof(struct sock_filter), .filter = (struct sock_filter *)program};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &filter) < 0 ? -errno : 0;
}

static struct board *new_board(void) {
    void *board = mmap(NULL, sizeof(struct board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return board == MAP_FAILED ? NULL : board;
}

// In the fork: nothing of the parent stays but a socket as 3, whose other end is 4, and /dev/null or the like as 0-2.
static void prepare(struct board *board, const uint8_t *const *programs, const size_t *sizes, size_t count) {
    struct rlimit none = {0, 0};
    int pair[2];
    // A test that hangs would hang the whole run.
    alarm(10);
    setrlimit(RLIMIT_CORE, &none);
    signal(SIGSYS, SIG_DFL);
    signal(SIGSEGV, SIG_DFL);
    signal(SIGABRT, SIG_DFL);
    close_range(3, ~0U, 0);
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair) < 0 || pair[0] != 3) board->error = -EBADF;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) board->error = -errno;
    for (size_t index = 0; index < count && !board->error; index++) board->error = load(programs[index], sizes[index]);
    if (board->error) syscall(SYS_exit_group, 1);
    board->ready = 1;
}

static int finish(struct board *board, pid_t process, struct probe_result *result) {
    int status = 0, error;
    while (waitpid(process, &status, 0) < 0 && errno == EINTR) {}
    if (board->sibling > 0) while (waitpid(board->sibling, NULL, 0) < 0 && errno == EINTR) {}
    result->value = board->result.value;
    result->returned = board->result.returned;
    result->forked = board->result.forked;
    if (!result->signal) result->signal = board->result.signal;
    if (WIFSIGNALED(status)) result->signal = WTERMSIG(status);
    error = board->error;
    if (!error && !board->ready) error = -EIO;
    munmap(board, sizeof *board);
    return error;
}

static long raw(int64_t number, const uint64_t *a) {
    long value = syscall(number, a[0], a[1], a[2], a[3], a[4], a[5]);
    return value == -1 ? -errno : value;
}

static void call(struct board *board, int64_t number, const uint64_t *arguments) {
    pid_t self = getpid();
    long value = raw(number, arguments);
    if (syscall(SYS_getpid) != self) {
        board->result.forked = 1;
        syscall(SYS_exit_group, 0);
    }
    // What a fork says of itself must be there before this process has ended.
    if (number == SYS_clone && value > 0) {
        if (arguments[0] & CLONE_PARENT) board->sibling = (pid_t)value;
        else syscall(SYS_wait4, value, NULL, 0, NULL);
    }
    board->result.value = value;
    board->result.returned = 1;
    syscall(SYS_exit_group, 0);
}

int probe_call(
    const uint8_t *const *programs, const size_t *sizes, size_t count, int64_t number, const uint64_t *arguments,
    struct probe_result *result) {
    struct board *board = new_board();
    *result = (struct probe_result){0};
    if (!board) return -ENOMEM;
    pid_t process = fork();
    if (process == 0) {
        prepare(board, programs, sizes, count);
        call(board, number, arguments);
    }
    return finish(board, process, result);
}

static void *nothing(void *argument) { return argument; }

int probe_thread(const uint8_t *const *programs, const size_t *sizes, size_t count, struct probe_result *result) {
    struct board *board = new_board();
    *result = (struct probe_result){0};
    if (!board) return -ENOMEM;
    pid_t process = fork();
    if (process == 0) {
        pthread_t thread;
        void *answer = NULL;
        prepare(board, programs, sizes, count);
        int error = pthread_create(&thread, NULL, nothing, board);
        if (!error) error = pthread_join(thread, &answer);
        if (!error && answer != board) error = EIO;
        board->result.value = error;
        board->result.returned = 1;
        syscall(SYS_exit_group, 0);
    }
    return finish(board, process, result);
}

int probe_abort(const uint8_t *const *programs, const size_t *sizes, size_t count, struct probe_result *result) {
    struct board *board = new_board();
    *result = (struct probe_result){0};
    if (!board) return -ENOMEM;
    pid_t process = fork();
    if (process == 0) {
        prepare(board, programs, sizes, count);
        abort();
    }
    return finish(board, process, result);
}

int probe_fork(
    const uint8_t *outer, size_t outer_size, const uint8_t *inner, size_t inner_size, int64_t number,
    struct probe_result *result) {
    struct board *board = new_board();
    const uint64_t arguments[6] = {0};
    *result = (struct probe_result){0};
    if (!board) return -ENOMEM;
    pid_t process = fork();
    if (process == 0) {
        prepare(board, &outer, &outer_size, 1);
        board->ready = 0;
        pid_t child = fork();
        if (child == 0) {
            board->error = load(inner, inner_size);
            board->ready = 1;
            if (!board->error) call(board, number, arguments);
            syscall(SYS_exit_group, 1);
        }
        int status = 0;
        if (child < 0) board->error = -errno;
        else if (wait4(child, &status, 0, NULL) != child) board->error = -errno;
        else if (WIFSIGNALED(status)) board->result.signal = WTERMSIG(status);
        syscall(SYS_exit_group, 0);
    }
    return finish(board, process, result);
}
