#define _GNU_SOURCE
#include "LinuxShims.h"

#include <errno.h>
#include <grp.h>
#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

struct sets {
    struct __user_cap_data_struct word[_LINUX_CAPABILITY_U32S_3];
};

static int get(struct sets *sets) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    return syscall(SYS_capget, &header, sets->word) < 0 ? -errno : 0;
}

static int set(const struct sets *sets) {
    struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
    return syscall(SYS_capset, &header, sets->word) < 0 ? -errno : 0;
}

int spl_holds_capability(int capability) {
    struct sets held;
    if (capability < 0 || capability > 63 || get(&held) < 0) return 0;
    return (held.word[capability / 32].effective >> (capability % 32)) & 1;
}

int spl_drop_bounding_set(void) {
    for (int capability = 0; capability < 64; capability++) {
        int present = prctl(PR_CAPBSET_READ, capability, 0, 0, 0);
        if (present < 0) return errno == EINVAL ? 0 : -errno;  // past the last that this kernel knows
        if (present && prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) < 0) return -errno;
    }
    return 0;
}

int spl_drop_capabilities(void) {
    struct sets held = {0};
    int result;

    if (prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) < 0) return -errno;
    if ((result = set(&held)) < 0) return result;
    if ((result = get(&held)) < 0) return result;
    for (int index = 0; index < _LINUX_CAPABILITY_U32S_3; index++)
        if (held.word[index].effective | held.word[index].permitted | held.word[index].inheritable) return -EPERM;
    return 0;
}

int spl_lend_root(uid_t user, gid_t group) {
    if (user == 0 || group == 0) return -EINVAL;
    if (setgroups(0, NULL) < 0) return -errno;
    if (setresgid(group, group, group) < 0) return -errno;
    return setresuid(user, user, 0) < 0 ? -errno : 0;
}

int spl_take_root_back(void) { return setresuid(0, 0, 0) < 0 ? -errno : 0; }

int spl_forget_root(uid_t user) {
    uid_t real, effective, saved;
    if (setresuid(user, user, user) < 0) return -errno;
    if (getresuid(&real, &effective, &saved) < 0) return -errno;
    return real == user && effective == user && saved == user ? 0 : -EPERM;
}

int spl_become_user_keeping_mounts(uid_t user, gid_t group) {
    int result;
    // The permitted set outlives the change of user; the effective set does not, so that the check for a way
    // back to root holds.
    if (prctl(PR_SET_KEEPCAPS, 1, 0, 0, 0) < 0) return -errno;
    if ((result = spl_become_user(user, group)) < 0) return result;
    if (prctl(PR_SET_KEEPCAPS, 0, 0, 0, 0) < 0) return -errno;

    struct sets only = {0};
    only.word[0].permitted = only.word[0].effective = 1u << CAP_SYS_ADMIN;
    return set(&only);
}

int spl_set_dumpable(int dumpable) {
    if (prctl(PR_SET_DUMPABLE, dumpable ? 1 : 0, 0, 0, 0) < 0) return -errno;
    return prctl(PR_GET_DUMPABLE, 0, 0, 0, 0) == (dumpable ? 1 : 0) ? 0 : -EPERM;
}

int spl_no_new_privileges(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0) return -errno;
    return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 ? 0 : -EPERM;
}

int spl_has_no_new_privileges(void) { return prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) >= 0; }

int spl_speculation_state(int control) {
    int state = prctl(PR_GET_SPECULATION_CTRL, control, 0, 0, 0);
    return state < 0 ? -errno : state;
}

int spl_restrict_speculation(int control) {
    int state = spl_speculation_state(control);
    if (state < 0 || !(state & PR_SPEC_PRCTL)) return state;
    if (prctl(PR_SET_SPECULATION_CTRL, control, PR_SPEC_FORCE_DISABLE, 0, 0) < 0) return -errno;
    return spl_speculation_state(control);
}
