// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Where jobs go that no executor claims: a hook of Swift's concurrency runtime, which Swift itself can't reach, and a
// variable of each thread, which Swift can't declare.

#ifndef CDAGRUN_CONCURRENCY_H
#define CDAGRUN_CONCURRENCY_H

/// Takes a job of Swift's runtime that is ready to run.
typedef void (*dagrun_take_job)(void *context, void *job);

/// Has a job that is meant for the global executor offered first to who claims the jobs of the enqueuing thread.
///
/// A hook that somebody else installed is called for jobs that nobody claims. Call it once.
void dagrun_install_global_hook(void);

/// Claims the jobs that the calling thread enqueues from now on; a NULL context gives the claim up.
void dagrun_claim_jobs(void *context, dagrun_take_job take);

/// Who claims the jobs of the calling thread; NULL: nobody.
void *dagrun_claimant(void);

#endif
