// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#include "CDagrunCurl.h"

#include <errno.h>
#include <unistd.h>

int dagrun_curl_check_readable(const char *path)
{
    return access(path, R_OK) == 0 ? 0 : errno;
}
