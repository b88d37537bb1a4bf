#define _GNU_SOURCE
#include "KernelFacts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <linux/capability.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int fact_read_capabilities(struct fact_capabilities *sets) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    struct __user_cap_data_struct word[2];
    if (syscall(SYS_capget, &header, word) < 0) return -errno;
    *sets = (struct fact_capabilities){
        .effective = word[0].effective | (uint64_t)word[1].effective << 32,
        .permitted = word[0].permitted | (uint64_t)word[1].permitted << 32,
        .inheritable = word[0].inheritable | (uint64_t)word[1].inheritable << 32};
    for (int capability = 0; capability < 64; capability++) {
        if (prctl(PR_CAPBSET_READ, capability, 0, 0, 0) == 1) sets->bounding |= 1ULL << capability;
        if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_IS_SET, capability, 0, 0) == 1) sets->ambient |= 1ULL << capability;
    }
    return 0;
}

static int asked(int result) { return result < 0 ? -errno : result; }

int fact_dumpable(void) { return asked(prctl(PR_GET_DUMPABLE, 0, 0, 0, 0)); }
int fact_no_new_privileges(void) { return asked(prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0)); }
int fact_seccomp_mode(void) { return asked(prctl(PR_GET_SECCOMP, 0, 0, 0, 0)); }
int fact_groups(void) { return asked(getgroups(0, NULL)); }

int fact_parent_death_signal(void) {
    int number = 0;
    return prctl(PR_GET_PDEATHSIG, &number, 0, 0, 0) < 0 ? -errno : number;
}

int fact_limit(int resource, uint64_t *soft, uint64_t *hard) {
    struct rlimit limit;
    if (getrlimit(resource, &limit) < 0) return -errno;
    *soft = limit.rlim_cur;
    *hard = limit.rlim_max;
    return 0;
}

int fact_set_limit(int resource, uint64_t soft, uint64_t hard) {
    struct rlimit limit = {soft, hard};
    return setrlimit(resource, &limit) < 0 ? -errno : 0;
}

int fact_open(const char *path, int flags) {
    int descriptor = open(path, flags | O_CLOEXEC, 0600);
    if (descriptor < 0) return -errno;
    close(descriptor);
    return 0;
}

static struct sockaddr_in loopback(uint16_t port) {
    return (struct sockaddr_in){
        .sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
}

static socklen_t abstract(const char *name, struct sockaddr_un *address) {
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    strncpy(address->sun_path + 1, name, sizeof address->sun_path - 2);
    return (socklen_t)(offsetof(struct sockaddr_un, sun_path) + 1 + strlen(address->sun_path + 1));
}

static int closing(int descriptor, int result) {
    int answer = result < 0 ? -errno : 0;
    close(descriptor);
    return answer;
}

int fact_connect_tcp(uint16_t port) {
    struct sockaddr_in address = loopback(port);
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    return closing(descriptor, connect(descriptor, (struct sockaddr *)&address, sizeof address));
}

int fact_bind_tcp(void) {
    struct sockaddr_in address = loopback(0);
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    return closing(descriptor, bind(descriptor, (struct sockaddr *)&address, sizeof address));
}

int fact_send_datagram(uint16_t port) {
    struct sockaddr_in address = loopback(port);
    int descriptor = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    return closing(descriptor, (int)sendto(descriptor, "x", 1, 0, (struct sockaddr *)&address, sizeof address));
}

int fact_connect_abstract(const char *name) {
    struct sockaddr_un address;
    socklen_t length = abstract(name, &address);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    return closing(descriptor, connect(descriptor, (struct sockaddr *)&address, length));
}

int fact_signal(pid_t process, int number) { return kill(process, number) < 0 ? -errno : 0; }

int fact_listen_tcp(uint16_t *port) {
    struct sockaddr_in address = loopback(0);
    socklen_t length = sizeof address;
    int descriptor = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    if (bind(descriptor, (struct sockaddr *)&address, length) < 0 || listen(descriptor, 8) < 0 ||
        getsockname(descriptor, (struct sockaddr *)&address, &length) < 0)
        return closing(descriptor, -1);
    *port = ntohs(address.sin_port);
    return descriptor;
}

int fact_listen_abstract(const char *name) {
    struct sockaddr_un address;
    socklen_t length = abstract(name, &address);
    int descriptor = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor < 0) return -errno;
    if (bind(descriptor, (struct sockaddr *)&address, length) < 0 || listen(descriptor, 8) < 0)
        return closing(descriptor, -1);
    return descriptor;
}

static int load(struct sock_filter *code, size_t count) {
    struct sock_fprog program = {.len = (unsigned short)count, .filter = code};
    // Only a privileged process goes without, and none of the calls that follow may be helped by it.
    if (geteuid() != 0 && prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -errno;
    return syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) < 0 ? -errno : 0;
}

int fact_refuse_call(const char *name) {
    static const struct {
        const char *name;
        unsigned number;
    } calls[] = {
        {"unshare", SYS_unshare}, {"mount", SYS_mount}, {"umount2", SYS_umount2}, {"pivot_root", SYS_pivot_root},
        {"fsopen", 430}, {"fsconfig", 431}, {"fsmount", 432}, {"move_mount", 429}, {"capset", SYS_capset},
        {"landlock_create_ruleset", 444}, {"landlock_restrict_self", 446}, {"seccomp", SYS_seccomp},
        {"setresuid", SYS_setresuid}, {"setresgid", SYS_setresgid}, {"setgroups", SYS_setgroups},
        {"prlimit64", SYS_prlimit64}};
    for (size_t index = 0; index < sizeof calls / sizeof *calls; index++) {
        if (strcmp(calls[index].name, name) != 0) continue;
        struct sock_filter code[] = {
            BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
            BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, calls[index].number, 0, 1),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
            BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
        return load(code, sizeof code / sizeof *code);
    }
    return -EINVAL;
}

int fact_refuse_user_namespaces(void) {
    struct sock_filter code[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_unshare, 0, 3),
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[0])),
        BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_NEWUSER, 0, 1),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
    return load(code, sizeof code / sizeof *code);
}

static int put(const char *path, const char *text) {
    int descriptor = open(path, O_WRONLY | O_CLOEXEC);
    if (descriptor < 0) return -errno;
    ssize_t length = (ssize_t)strlen(text);
    return closing(descriptor, write(descriptor, text, (size_t)length) == length ? 0 : -1);
}

static int map(pid_t process, const char *file) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%d/%s", (int)process, file);
    return put(path, "0 0 65536\n");
}

int fact_allow_no_user_namespaces(void) {
    int made[2], mapped[2], error, status;
    char byte = 0;
    if (pipe2(made, O_CLOEXEC) < 0 || pipe2(mapped, O_CLOEXEC) < 0) return -errno;
    pid_t child = fork();
    if (child < 0) return -errno;
    if (child == 0) {
        close(mapped[1]);
        if (unshare(CLONE_NEWUSER) < 0 || write(made[1], &byte, 1) != 1 || read(mapped[0], &byte, 1) != 1) _exit(99);
        if (setresgid(0, 0, 0) < 0 || setresuid(0, 0, 0) < 0) return -errno;
        return put("/proc/sys/user/max_user_namespaces", "0");
    }
    close(made[1]);
    if (read(made[0], &byte, 1) != 1) _exit(98);
    if ((error = map(child, "uid_map")) < 0 || (error = map(child, "gid_map")) < 0) _exit(97);
    if (write(mapped[1], &byte, 1) != 1) _exit(96);
    if (waitpid(child, &status, 0) < 0) _exit(95);
    _exit(WIFEXITED(status) ? WEXITSTATUS(status) : 94);
}
