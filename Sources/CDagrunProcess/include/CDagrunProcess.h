// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Calls of the C library that Swift can't see: extensions of GNU and variadic ones.

#ifndef CDAGRUN_PROCESS_H
#define CDAGRUN_PROCESS_H

#include <sys/types.h>

/// Starts a program in a session of its own, with no descriptors but those given, default signal handlers and no
/// blocked signals.
///
/// - descriptors: what the child's descriptors 0, 1, 2 … are copies of; -1 stands for /dev/null. None may be below
///   `count` itself.
/// - directory: the child's working directory, or NULL for the caller's.
///
/// Returns 0 or an error number, that of a failed exec too.
int dagrun_spawn(
    pid_t *pid, const char *path, char *const arguments[], char *const environment[], const char *directory,
    const int *descriptors, int count);

/// A descriptor that becomes readable when a process ends; -1 where the kernel has none (before Linux 5.3).
int dagrun_pidfd_open(pid_t pid);

/// A pipe that children don't inherit, with both ends above the standard descriptors.
///
/// Returns 0 or an error number.
int dagrun_pipe(int ends[2]);

/// Makes reads and writes of a descriptor return instead of waiting.
void dagrun_set_nonblocking(int descriptor);

/// Whether a child process has ended; it stays there to be waited for, so its number is not given away.
int dagrun_has_ended(pid_t pid);

/// Has the kernel send this process a signal when the thread that started it ends.
///
/// Returns whether the parent, whose number is given, is there.
int dagrun_end_with_parent(pid_t parent, int signal);

/// Keeps standard output open until this process has ended and can be waited for.
///
/// Who reads the output learns of the end of a process by the end of its output. The kernel closes descriptors a moment before
/// the process counts as ended; a reader who asks in that moment finds it alive, with nothing left to wake him. So a
/// child of ours, which does nothing but wait, has the output as well.
void dagrun_hold_output(void);

/// The inode of the socket that is one end of a TCP connection within 127.0.0.1, by the port of that end and of the other.
///
/// It is found by its key; to read /proc/net/tcp takes the kernel milliseconds, as it goes through the table of all connections.
///
/// Returns -1 where there is no such connection, or the kernel doesn't answer such questions.
long dagrun_loopback_inode(unsigned short port, unsigned short other);

/// Has threads that begin from now on share the heap of the first one, instead of having one each.
void dagrun_share_heap(void);

/// Names the calling thread for debuggers and `ps`; the kernel keeps 15 bytes.
void dagrun_name_thread(const char *name);

#endif
