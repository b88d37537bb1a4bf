#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int spl_fork(void) {
    pid_t own = gettid(), process = fork();
    if (process == 0) spl_renew_thread_number(own);
    return process < 0 ? -errno : process;
}

int spl_execute_without_randomisation(char *const *arguments) {
    // 0xffffffff asks.
    int now = personality(0xffffffff);
    if (now < 0) return -errno;
    if (now & ADDR_NO_RANDOMIZE) return 0;
    if (personality((unsigned long)now | ADDR_NO_RANDOMIZE) < 0) return -errno;
    // Swift's runtime seeds its hashes past the C library.
    char *environment[] = {"SWIFT_DETERMINISTIC_HASHING=1", NULL};
    execve("/proc/self/exe", arguments, environment);
    return -errno;
}

int spl_process_descriptor(pid_t process) {
    // Closed on exec by definition of the call.
    int descriptor = (int)syscall(SYS_pidfd_open, process, 0);
    return descriptor < 0 ? -errno : descriptor;
}

int spl_signal(int process_descriptor, int signal) {
    return syscall(SYS_pidfd_send_signal, process_descriptor, signal, NULL, 0) < 0 ? -errno : 0;
}

int spl_kill(int process_descriptor) { return spl_signal(process_descriptor, SIGKILL); }

int64_t spl_process_clock(pid_t process, int process_descriptor) {
    clockid_t clock;
    struct timespec used;
    int error = clock_getcpuclockid(process, &clock);
    if (error != 0) return -error;
    if (clock_gettime(clock, &used) < 0) return -errno;
    if (syscall(SYS_pidfd_send_signal, process_descriptor, 0, NULL, 0) < 0) return -errno;
    return (int64_t)used.tv_sec * 1000000000 + used.tv_nsec;
}

int spl_wait(pid_t process, int block, struct spl_end *end) {
    struct rusage usage;
    pid_t ended;
    do ended = wait4(process, &end->status, block ? 0 : WNOHANG, &usage);
    while (ended < 0 && errno == EINTR);
    if (ended < 0) return -errno;
    if (ended == 0) return 0;
    end->user_microseconds = (int64_t)usage.ru_utime.tv_sec * 1000000 + usage.ru_utime.tv_usec;
    end->system_microseconds = (int64_t)usage.ru_stime.tv_sec * 1000000 + usage.ru_stime.tv_usec;
    end->peak_kibibytes = usage.ru_maxrss;
    return ended;
}

int spl_die_with_process(int parent_descriptor) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) return -errno;
    struct pollfd parent = {.fd = parent_descriptor, .events = POLLIN};
    int ended = poll(&parent, 1, 0);
    return ended < 0 ? -errno : ended == 0 ? 0 : -ESRCH;
}

int spl_die_with_parent(pid_t parent) {
    if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) < 0) return -errno;
    return getppid() == parent ? 0 : -ESRCH;
}

int spl_share_heap(void) { return mallopt(M_ARENA_MAX, 1) ? 0 : -EINVAL; }

void spl_tidy_heap(void) { malloc_trim(0); }

uint64_t spl_heap_in_use(void) {
    malloc_trim(0);
    struct mallinfo2 heap = mallinfo2();
    return heap.uordblks + heap.hblkhd;
}

int spl_adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0) < 0 ? -errno : 0; }

int spl_become_user(uid_t user, gid_t group) {
    uid_t real_user, effective_user, saved_user;
    gid_t real_group, effective_group, saved_group;

    if (user == 0 || group == 0) return -EINVAL;
    if (setgroups(0, NULL) < 0) return -errno;
    if (setresgid(group, group, group) < 0) return -errno;
    if (setresuid(user, user, user) < 0) return -errno;

    if (getresuid(&real_user, &effective_user, &saved_user) < 0) return -errno;
    if (getresgid(&real_group, &effective_group, &saved_group) < 0) return -errno;
    if (real_user != user || effective_user != user || saved_user != user) return -EPERM;
    if (real_group != group || effective_group != group || saved_group != group) return -EPERM;
    // Must fail now; where it does not, nothing was given up.
    if (setresuid((uid_t)-1, 0, (uid_t)-1) == 0) return -EPERM;
    return 0;
}

int spl_confine_self(void) {
    struct rlimit none = {0, 0};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -errno;
    if (setrlimit(RLIMIT_CORE, &none) < 0) return -errno;
    // A zygote holds a descriptor of each of its children, which have a limit of their own.
    struct rlimit descriptors;
    if (getrlimit(RLIMIT_NOFILE, &descriptors) < 0) return -errno;
    descriptors.rlim_cur = descriptors.rlim_max;
    if (setrlimit(RLIMIT_NOFILE, &descriptors) < 0) return -errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) < 0) return -errno;
    return chdir("/") < 0 ? -errno : 0;
}

int spl_close_from(int first) {
    return close_range((unsigned)first, ~0U, 0) < 0 ? -errno : 0;
}

int spl_move_descriptor(int from, int to) {
    int moved;
    do moved = dup2(from, to);
    while (moved < 0 && errno == EINTR);
    return moved < 0 ? -errno : moved;
}
