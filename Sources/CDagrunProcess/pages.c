// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CDagrunProcess.h"

#include <link.h>
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

static int release(struct dl_phdr_info *program, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < program->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &program->dlpi_phdr[i];
        // What can be written to is not the same as in the file any more.
        if (part->p_type != PT_LOAD || (part->p_flags & PF_W)) continue;
        uintptr_t begin = program->dlpi_addr + part->p_vaddr, end = begin + part->p_memsz;
        begin &= ~(page - 1);
        madvise((void *)begin, (end - begin + page - 1) & ~(page - 1), MADV_DONTNEED);
    }
    // The first one is the program itself; libraries are shared with others.
    return 1;
}

void dagrun_release_program_pages(void)
{
    dl_iterate_phdr(release, NULL);
}
