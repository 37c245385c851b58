// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Where jobs go that no executor claims: a hook of Swift's concurrency runtime, which Swift itself can't reach, and a
// variable of each thread, which Swift can't declare.

#ifndef CDAGRUN_CONCURRENCY_H
#define CDAGRUN_CONCURRENCY_H

#include <stdbool.h>
#include <stdint.h>

/// Looks at a job that is meant for the global executor; says whether it takes it.
typedef bool (*dagrun_take_job)(void *claimant, void *job);

/// Has each job that is meant for the global executor offered first, together with the claimant of the enqueuing thread.
///
/// A hook that somebody else installed is called for jobs that are not taken. Call it once.
void dagrun_install_global_hook(dagrun_take_job take);

/// Names the claimant of the calling thread; NULL: nobody.
void dagrun_set_claimant(void *claimant);

/// The claimant of the calling thread.
void *dagrun_claimant(void);

/// The number of the task that a job is a part of; later tasks have higher numbers. The job must be one of a task.
uint64_t dagrun_task_number(void *job);

/// The number of the task that the calling thread runs; 0: none.
uint64_t dagrun_current_task_number(void);

/// Whether the task that the calling thread runs prefers an executor.
bool dagrun_current_task_prefers(void *executor);

#endif
