#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

// The header of the machine that builds may be older than the kernel that runs.
#ifndef SYS_landlock_create_ruleset
#define SYS_landlock_create_ruleset 444
#define SYS_landlock_restrict_self 446
#endif

struct ruleset {
    uint64_t files, network, scopes;
};

int spl_landlock_abi(void) {
    const unsigned version = 1;
    long abi = syscall(SYS_landlock_create_ruleset, NULL, (size_t)0, version);
    return abi < 0 ? -errno : (int)abi;
}

int spl_landlock_restrict(uint64_t files, uint64_t network, uint64_t scopes, size_t size, uint32_t flags) {
    struct ruleset handled = {.files = files, .network = network, .scopes = scopes};
    if (size > sizeof handled) return -EINVAL;
    int rules = (int)syscall(SYS_landlock_create_ruleset, &handled, size, 0u);
    if (rules < 0) return -errno;
    int result = syscall(SYS_landlock_restrict_self, rules, flags) < 0 ? -errno : 0;
    close(rules);
    return result;
}

int spl_seccomp_available(void) {
    uint32_t action = SECCOMP_RET_KILL_PROCESS;
    return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) < 0 ? -errno : 0;
}

static int report_socket;

static void report_forbidden_call(int signal, siginfo_t *info, void *context) {
    (void)signal;
    (void)context;
    // Length of the payload, type, payload; little-endian, as everything on the wire.
    uint32_t number = (uint32_t)info->si_syscall;
    unsigned char frame[12] = {4, 0, 0, 0, 7};
    for (int index = 0; index < 4; index++) frame[8 + index] = (unsigned char)(number >> (8 * index));
    send(report_socket, frame, sizeof frame, MSG_NOSIGNAL);
    _exit(125);
}

int spl_report_forbidden_calls(int socket) {
    report_socket = socket;
    struct sigaction action = {.sa_sigaction = report_forbidden_call, .sa_flags = SA_SIGINFO};
    return sigaction(SIGSYS, &action, NULL) < 0 ? -errno : 0;
}

int spl_seccomp_load(const void *filter, size_t count) {
    if (count == 0 || count % sizeof(struct sock_filter) != 0) return -EINVAL;
    if (count / sizeof(struct sock_filter) > BPF_MAXINSNS) return -E2BIG;
    struct sock_fprog program = {
        .len = (unsigned short)(count / sizeof(struct sock_filter)), .filter = (struct sock_filter *)filter};
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0 ? -errno : 0;
}

int spl_lower_limit(enum spl_limit name, uint64_t soft, uint64_t hard) {
    static const int resources[] = {
        [spl_limit_address_space] = RLIMIT_AS,       [spl_limit_cpu] = RLIMIT_CPU,
        [spl_limit_core] = RLIMIT_CORE,              [spl_limit_file_size] = RLIMIT_FSIZE,
        [spl_limit_locked_memory] = RLIMIT_MEMLOCK,  [spl_limit_message_queues] = RLIMIT_MSGQUEUE,
        [spl_limit_processes] = RLIMIT_NPROC,        [spl_limit_descriptors] = RLIMIT_NOFILE};
    if ((size_t)name >= sizeof resources / sizeof *resources) return -EINVAL;
    int resource = resources[name];
    struct rlimit limit;
    if (getrlimit(resource, &limit) < 0) return -errno;
    if (hard < limit.rlim_max) limit.rlim_max = hard;
    if (soft < limit.rlim_cur) limit.rlim_cur = soft;
    if (limit.rlim_cur > limit.rlim_max) limit.rlim_cur = limit.rlim_max;
    return setrlimit(resource, &limit) < 0 ? -errno : 0;
}
