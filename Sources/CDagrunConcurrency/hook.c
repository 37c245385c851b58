// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "CDagrunConcurrency.h"

#include <stddef.h>

#define SWIFT_CALL __attribute__((swiftcall))

// As libswift_Concurrency exports them (swift/Runtime/Concurrency.h).
typedef struct {
    void *identity;
    uintptr_t implementation;
} task_executor;
typedef SWIFT_CALL void (*enqueue_global)(void *job);
typedef SWIFT_CALL void (*enqueue_global_hook)(void *job, enqueue_global original);
extern enqueue_global_hook swift_task_enqueueGlobal_hook;
extern SWIFT_CALL uint64_t swift_task_getJobTaskId(void *job);
extern SWIFT_CALL void *swift_task_getCurrent(void);
extern SWIFT_CALL task_executor swift_task_getPreferredTaskExecutor(void);

static _Thread_local void *claimant;
static dagrun_take_job take_job;
static enqueue_global_hook earlier_hook;

static SWIFT_CALL void offer(void *job, enqueue_global original)
{
    if (take_job(claimant, job)) return;
    if (earlier_hook != NULL) {
        earlier_hook(job, original);
    } else {
        original(job);
    }
}

void dagrun_install_global_hook(dagrun_take_job take)
{
    take_job = take;
    earlier_hook = swift_task_enqueueGlobal_hook;
    swift_task_enqueueGlobal_hook = offer;
}

void dagrun_set_claimant(void *new_claimant) { claimant = new_claimant; }

void *dagrun_claimant(void) { return claimant; }

uint64_t dagrun_task_number(void *job) { return swift_task_getJobTaskId(job); }

uint64_t dagrun_current_task_number(void)
{
    void *task = swift_task_getCurrent();
    return task == NULL ? 0 : swift_task_getJobTaskId(task);
}

bool dagrun_current_task_prefers(void *executor)
{
    return swift_task_getPreferredTaskExecutor().identity == executor;
}
