// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// Tells ThreadSanitizer of locks that it can't see. What a program inlines of Swift's Mutex is looked at; the rest, for a mutex that
// somebody else has, is in a library of the toolchain that is not built for it, and so is swift_once. Loaded first (LD_PRELOAD).

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

void __tsan_acquire(void *address);
void __tsan_release(void *address);

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context)) void *self

// Synchronization._MutexHandle, in the toolchain's LinuxImpl.swift. Its word is where the inlined part has its atomics, too.

SWIFT void lock_slow(uint32_t thread, SELF) __asm__("$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
SWIFT bool try_lock_slow(SELF) __asm__("$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF");
SWIFT void unlock_slow(SELF) __asm__("$s15Synchronization12_MutexHandleV11_unlockSlowyyF");

SWIFT void lock_slow(uint32_t thread, SELF)
{
    static SWIFT void (*real)(uint32_t, SELF);
    if (real == NULL) {
        real = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF");
    }
    real(thread, self);
    __tsan_acquire(self);
}

SWIFT bool try_lock_slow(SELF)
{
    static SWIFT bool (*real)(SELF);
    if (real == NULL) {
        real = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF");
    }
    bool is_locked = real(self);
    if (is_locked) {
        __tsan_acquire(self);
    }
    return is_locked;
}

SWIFT void unlock_slow(SELF)
{
    static SWIFT void (*real)(SELF);
    if (real == NULL) {
        real = dlsym(RTLD_NEXT, "$s15Synchronization12_MutexHandleV11_unlockSlowyyF");
    }
    __tsan_release(self);
    real(self);
}

struct once {
    void (*body)(void *);
    void *context, *predicate;
};

static void run_once(void *argument)
{
    struct once *once = argument;
    once->body(once->context);
    __tsan_release(once->predicate);
}

void swift_once(void *predicate, void (*body)(void *), void *context)
{
    static void (*real)(void *, void (*)(void *), void *);
    if (real == NULL) {
        real = dlsym(RTLD_NEXT, "swift_once");
    }
    struct once once = {body, context, predicate};
    real(predicate, run_once, &once);
    __tsan_acquire(predicate);
}
