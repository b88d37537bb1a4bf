// What holds for this process, asked of the kernel itself; and kernels as they may be elsewhere.
// -errno on failure.
#pragma once

#include <stdint.h>
#include <sys/types.h>

struct fact_capabilities {
    uint64_t effective, permitted, inheritable, bounding, ambient;
};
int fact_read_capabilities(struct fact_capabilities *_Nonnull sets);

int fact_dumpable(void);
int fact_no_new_privileges(void);
/// 0 none, 2 filtered.
int fact_seccomp_mode(void);
int fact_parent_death_signal(void);
/// How many supplementary groups there are.
int fact_groups(void);

/// Soft and hard limit of a RLIMIT_* number.
int fact_limit(int resource, uint64_t *_Nonnull soft, uint64_t *_Nonnull hard);
int fact_set_limit(int resource, uint64_t soft, uint64_t hard);

/// What tries to reach something outside; 0 where it did.
int fact_open(const char *_Nonnull path, int flags);
int fact_connect_tcp(uint16_t port);
int fact_bind_tcp(void);
int fact_send_datagram(uint16_t port);
int fact_connect_abstract(const char *_Nonnull name);
int fact_signal(pid_t process, int number);

/// A listener on 127.0.0.1, and one with an abstract name; the descriptor.
int fact_listen_tcp(uint16_t *_Nonnull port);
int fact_listen_abstract(const char *_Nonnull name);

/// Has the kernel refuse to make user namespaces from here on, as filters of containers do.
int fact_refuse_user_namespaces(void);

/// Has the kernel refuse a call by its name with ENOSYS, as a kernel without it does. -EINVAL for a name that is not
/// in the table.
int fact_refuse_call(const char *_Nonnull name);

/// Goes on in a child that is root of a user namespace of its own in which `max_user_namespaces` is 0; the caller
/// waits for it and ends with its status. Needs root.
int fact_allow_no_user_namespaces(void);
