// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "CDagrunConcurrency.h"

#include <stddef.h>

#define SWIFT_CALL __attribute__((swiftcall))

// As libswift_Concurrency exports it (swift/Runtime/Concurrency.h).
typedef SWIFT_CALL void (*enqueue_global)(void *job);
typedef SWIFT_CALL void (*enqueue_global_hook)(void *job, enqueue_global original);
extern enqueue_global_hook swift_task_enqueueGlobal_hook;

static _Thread_local void *claimant;
static _Thread_local dagrun_take_job claimants_call;
static enqueue_global_hook earlier_hook;

static SWIFT_CALL void offer(void *job, enqueue_global original)
{
    if (claimant != NULL) {
        claimants_call(claimant, job);
    } else if (earlier_hook != NULL) {
        earlier_hook(job, original);
    } else {
        original(job);
    }
}

void dagrun_install_global_hook(void)
{
    earlier_hook = swift_task_enqueueGlobal_hook;
    swift_task_enqueueGlobal_hook = offer;
}

void dagrun_claim_jobs(void *context, dagrun_take_job take)
{
    claimants_call = take;
    claimant = context;
}

void *dagrun_claimant(void) { return claimant; }
