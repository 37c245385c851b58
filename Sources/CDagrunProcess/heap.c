// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "CDagrunProcess.h"

#include <malloc.h>

void dagrun_share_heap(void)
{
#ifdef M_ARENA_MAX
    mallopt(M_ARENA_MAX, 1);
#endif
}
