// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

// libcurl behind typed functions and opaque handles.
//
// libcurl is opened with dlopen, never linked: it draws in some thirty libraries, and a process that makes no request
// pays for none of them. This header is all that Swift sees; it includes nothing of libcurl. The functions wrap what
// Swift can't call: curl_easy_setopt and curl_easy_getinfo are variadic, and the callbacks gather a whole response in
// C, so that Swift is entered once per transfer and not once per chunk.
//
// A library outlives its multi handles, and a multi handle outlives the transfers that were added to it. No handle may
// be used by two threads at once, except for dagrun_curl_multi_wake.

#ifndef DAGRUN_CURL_H
#define DAGRUN_CURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct dagrun_curl_library dagrun_curl_library;
typedef struct dagrun_curl_multi dagrun_curl_multi;
typedef struct dagrun_curl_transfer dagrun_curl_transfer;

// Library

/// Opens a libcurl by its shared object name and looks up every function used here.
///
/// On failure returns NULL and writes the reason to `reason`. The name need not be trusted to be new enough: a libcurl
/// without curl_multi_wakeup (before 7.68) is refused by name.
dagrun_curl_library *dagrun_curl_library_open(const char *name, char *reason, size_t reason_size);

/// Frees the table. The shared object stays: libcurl and its TLS library can't be unloaded safely.
void dagrun_curl_library_close(dagrun_curl_library *library);

/// The version of the library that was opened, such as "7.88.1".
const char *dagrun_curl_library_version(const dagrun_curl_library *library);

/// Whether the library that was opened speaks HTTP/2.
bool dagrun_curl_library_has_http2(const dagrun_curl_library *library);

// Multi handle

/// Makes a multi handle; a limit of 0 means no limit. NULL when memory is short.
dagrun_curl_multi *dagrun_curl_multi_create(
    const dagrun_curl_library *library, long idle_connections, long connections_per_host, long connections);

/// Frees the handle and closes its idle connections. Every transfer must have been removed before.
void dagrun_curl_multi_destroy(dagrun_curl_multi *multi);

/// Adds a transfer; `identifier` comes back from dagrun_curl_multi_next_finished. Returns 0 or a CURLMcode.
int dagrun_curl_multi_add(dagrun_curl_multi *multi, dagrun_curl_transfer *transfer, uint64_t identifier);

/// Removes a transfer, which ends it at once if it is still under way.
void dagrun_curl_multi_remove(dagrun_curl_multi *multi, dagrun_curl_transfer *transfer);

/// Does all reading and writing that is possible now. Returns 0 or a CURLMcode.
int dagrun_curl_multi_perform(dagrun_curl_multi *multi);

/// Waits until a socket is ready, a timeout of a transfer passes, or another thread wakes it. Returns 0 or a CURLMcode.
int dagrun_curl_multi_wait(dagrun_curl_multi *multi, int timeout_milliseconds);

/// Ends the present or the next wait. The one function that any thread may call.
void dagrun_curl_multi_wake(dagrun_curl_multi *multi);

/// Takes the next finished transfer; `result` is its CURLcode. False when there is none.
bool dagrun_curl_multi_next_finished(dagrun_curl_multi *multi, uint64_t *identifier, int *result);

/// libcurl's words for a CURLMcode.
const char *dagrun_curl_multi_error_text(const dagrun_curl_multi *multi, int code);

// Transfer

/// Options that take a text.
typedef enum dagrun_curl_text {
    DAGRUN_CURL_TEXT_URL,
    DAGRUN_CURL_TEXT_METHOD,
    DAGRUN_CURL_TEXT_USER_AGENT,
    DAGRUN_CURL_TEXT_CA_FILE,
    DAGRUN_CURL_TEXT_CERTIFICATE_FILE,
    DAGRUN_CURL_TEXT_KEY_FILE,
    DAGRUN_CURL_TEXT_KEY_PASSWORD,
    DAGRUN_CURL_TEXT_PROXY,
    DAGRUN_CURL_TEXT_PROXY_CA_FILE,
    DAGRUN_CURL_TEXT_NO_PROXY,
} dagrun_curl_text;

/// Options that take a number.
typedef enum dagrun_curl_number {
    /// Milliseconds for the whole transfer.
    DAGRUN_CURL_NUMBER_TIMEOUT,
    /// Milliseconds until the connection stands, its TLS handshake included.
    DAGRUN_CURL_NUMBER_CONNECT_TIMEOUT,
    /// 0 switches off the check of the server's certificate and name.
    DAGRUN_CURL_NUMBER_VERIFY,
    /// 1 asks for no body (HEAD).
    DAGRUN_CURL_NUMBER_NO_BODY,
    /// One of DAGRUN_CURL_HTTP_...
    DAGRUN_CURL_NUMBER_HTTP_VERSION,
    /// Whole seconds after which a connection that had nothing to do is not used again.
    DAGRUN_CURL_NUMBER_IDLE_TIME,
} dagrun_curl_number;

enum {
    /// HTTP/2 where TLS negotiates it, HTTP/1.1 elsewhere.
    DAGRUN_CURL_HTTP_NEGOTIATED = 0,
    DAGRUN_CURL_HTTP_1_1 = 1,
};

/// Why the callbacks refused to take more of a response.
typedef enum dagrun_curl_refusal {
    DAGRUN_CURL_REFUSAL_NONE,
    DAGRUN_CURL_REFUSAL_BODY_LIMIT,
    DAGRUN_CURL_REFUSAL_HEADER_LIMIT,
    DAGRUN_CURL_REFUSAL_NO_MEMORY,
} dagrun_curl_refusal;

/// Makes a transfer that follows no redirect and speaks http and https only. NULL when memory is short.
dagrun_curl_transfer *dagrun_curl_transfer_create(
    const dagrun_curl_library *library, size_t body_limit, size_t header_limit);

/// Frees the transfer, which must not be in a multi handle.
void dagrun_curl_transfer_destroy(dagrun_curl_transfer *transfer);

/// Sets a text option; the text is copied. Returns 0 or a CURLcode.
int dagrun_curl_transfer_set_text(dagrun_curl_transfer *transfer, dagrun_curl_text option, const char *text);

/// Sets a number option. Returns 0 or a CURLcode.
int dagrun_curl_transfer_set_number(dagrun_curl_transfer *transfer, dagrun_curl_number option, long number);

/// Adds a header line in libcurl's notation: "Name: value", "Name;" for an empty value, "Name:" to send none.
int dagrun_curl_transfer_add_header(dagrun_curl_transfer *transfer, const char *line);

/// Gives the transfer a body, which is copied. Call before the method is set. Returns 0 or a CURLcode.
int dagrun_curl_transfer_set_body(dagrun_curl_transfer *transfer, const uint8_t *bytes, size_t count);

/// The status code of the last response, 0 when none came.
long dagrun_curl_transfer_status(dagrun_curl_transfer *transfer);

/// The HTTP version of the last response: 10, 11, 20 or 30; 0 when none came.
long dagrun_curl_transfer_http_version(dagrun_curl_transfer *transfer);

/// The status code of a proxy's answer to CONNECT, 0 when none came.
long dagrun_curl_transfer_connect_status(dagrun_curl_transfer *transfer);

/// How long the transfer took so far, in microseconds.
int64_t dagrun_curl_transfer_elapsed(dagrun_curl_transfer *transfer);

/// Whether the transfer got as far as sending its request.
bool dagrun_curl_transfer_was_sent(dagrun_curl_transfer *transfer);

/// Why the callbacks refused to take more.
dagrun_curl_refusal dagrun_curl_transfer_refusal(const dagrun_curl_transfer *transfer);

/// Whether the blank line after the final response's headers came.
///
/// libcurl 7.88 takes a response whose headers are cut off by the end of the connection for a complete one.
bool dagrun_curl_transfer_has_all_headers(const dagrun_curl_transfer *transfer);

/// The header lines of the final response, status line first, each with its line end. Valid as long as the transfer.
const uint8_t *dagrun_curl_transfer_headers(const dagrun_curl_transfer *transfer, size_t *count);

/// The body of the final response. Valid as long as the transfer.
const uint8_t *dagrun_curl_transfer_body(const dagrun_curl_transfer *transfer, size_t *count);

/// libcurl's words for what went wrong in this transfer, or for the CURLcode alone where it left none.
const char *dagrun_curl_transfer_error_text(const dagrun_curl_transfer *transfer, int code);

/// libcurl's words for a CURLcode, which never hold a part of a request.
const char *dagrun_curl_code_text(const dagrun_curl_library *library, int code);

// File

/// Whether this process may read a file; 0 or an errno.
int dagrun_curl_check_readable(const char *path);

// Thread

/// Starts a thread with all signals blocked. Returns 0 or an errno.
///
/// Blocked signals, because curl writes to sockets that a peer may have closed, and its TLS library raises SIGPIPE then;
/// because libcurl's resolver threads inherit the mask; and because a program's handlers expect its own threads.
int dagrun_curl_thread_start(uint64_t *thread, void (*body)(void *context), void *context);

/// Waits for the end of a thread.
void dagrun_curl_thread_join(uint64_t thread);

/// Lets a thread free itself when it ends.
void dagrun_curl_thread_detach(uint64_t thread);

#endif
