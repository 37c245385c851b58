// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CDagrunProcess.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int add_actions(
    posix_spawn_file_actions_t *actions, const char *directory, const int *descriptors, int count)
{
    int error = 0;
    for (int target = 0; target < count && error == 0; target++) {
        error = descriptors[target] < 0
            ? posix_spawn_file_actions_addopen(actions, target, "/dev/null", O_RDWR, 0)
            : posix_spawn_file_actions_adddup2(actions, descriptors[target], target);
    }
#if defined(__GLIBC__) && (__GLIBC__ > 2 || __GLIBC_MINOR__ >= 34)
    // Descriptors that some library opened without close-on-exec would keep pipes and sockets open in the child.
    if (error == 0) error = posix_spawn_file_actions_addclosefrom_np(actions, count);
#endif
    if (error == 0 && directory != NULL) error = posix_spawn_file_actions_addchdir_np(actions, directory);
    return error;
}

int dagrun_spawn(
    pid_t *pid, const char *path, char *const arguments[], char *const environment[], const char *directory,
    const int *descriptors, int count)
{
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) return error;
    error = add_actions(&actions, directory, descriptors, count);

    posix_spawnattr_t attributes;
    if (error == 0) error = posix_spawnattr_init(&attributes);
    if (error == 0) {
        sigset_t all, none;
        sigfillset(&all);
        sigemptyset(&none);
        posix_spawnattr_setsigdefault(&attributes, &all);
        posix_spawnattr_setsigmask(&attributes, &none);
        error = posix_spawnattr_setflags(
            &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
        if (error == 0) error = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

int dagrun_pidfd_open(pid_t pid)
{
#ifdef SYS_pidfd_open
    return (int)syscall(SYS_pidfd_open, pid, 0);
#else
    (void)pid;
    return -1;
#endif
}

// Copies above the descriptors that a child gets: a copy onto itself would keep its close-on-exec flag.
static int raise_above_standard(int *descriptor)
{
    if (*descriptor >= 16) return 0;
    int raised = fcntl(*descriptor, F_DUPFD_CLOEXEC, 16);
    if (raised < 0) return errno;
    close(*descriptor);
    *descriptor = raised;
    return 0;
}

int dagrun_pipe(int ends[2])
{
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    int error = raise_above_standard(&ends[0]);
    if (error == 0) error = raise_above_standard(&ends[1]);
    if (error != 0) {
        close(ends[0]);
        close(ends[1]);
    }
    return error;
}

void dagrun_set_nonblocking(int descriptor)
{
    int flags = fcntl(descriptor, F_GETFL);
    if (flags >= 0) fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
}

int dagrun_has_ended(pid_t pid)
{
    siginfo_t info;
    info.si_pid = 0;
    if (waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0) return errno == ECHILD;
    return info.si_pid == pid;
}

int dagrun_end_with_parent(pid_t parent, int signal)
{
    if (prctl(PR_SET_PDEATHSIG, signal) != 0) return 0;
    // It may have ended before that.
    return getppid() == parent;
}

void dagrun_hold_output(void)
{
    int ended = dagrun_pidfd_open(getpid());
    if (ended < 0) return;
    if (ended <= STDERR_FILENO || fork() != 0) {
        close(ended);
        return;
    }
    // In the child, of which there is this thread only: nothing but system calls.
    for (int descriptor = 0; descriptor < ended; descriptor++) {
        if (descriptor != STDOUT_FILENO) close(descriptor);
    }
#ifdef SYS_close_range
    syscall(SYS_close_range, ended + 1, ~0U, 0);
#endif
    struct pollfd parent = {.fd = ended, .events = POLLIN};
    while (poll(&parent, 1, -1) < 0 && errno == EINTR) continue;
    _exit(0);
}

void dagrun_name_thread(const char *name)
{
    prctl(PR_SET_NAME, name);
}
