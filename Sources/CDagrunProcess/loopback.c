// SPDX-License-Identifier: Apache-2.0
// Copyright the Dagrun authors

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif

#include "CDagrunProcess.h"

#include <arpa/inet.h>
#include <linux/inet_diag.h>
#include <linux/netlink.h>
#include <linux/sock_diag.h>
#include <netinet/in.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

// sock_diag(7): asks for one connection by its two ends.
long dagrun_loopback_inode(unsigned short port, unsigned short other)
{
    int socket_ = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC, NETLINK_SOCK_DIAG);
    if (socket_ < 0) return -1;

    struct {
        struct nlmsghdr header;
        struct inet_diag_req_v2 request;
    } question;
    memset(&question, 0, sizeof question);
    question.header.nlmsg_len = sizeof question;
    question.header.nlmsg_type = SOCK_DIAG_BY_FAMILY;
    question.header.nlmsg_flags = NLM_F_REQUEST;
    question.request.sdiag_family = AF_INET;
    question.request.sdiag_protocol = IPPROTO_TCP;
    question.request.idiag_states = ~0u;
    question.request.id.idiag_sport = htons(port);
    question.request.id.idiag_dport = htons(other);
    question.request.id.idiag_src[0] = htonl(INADDR_LOOPBACK);
    question.request.id.idiag_dst[0] = htonl(INADDR_LOOPBACK);
    question.request.id.idiag_cookie[0] = INET_DIAG_NOCOOKIE;
    question.request.id.idiag_cookie[1] = INET_DIAG_NOCOOKIE;

    union {
        struct nlmsghdr header;
        char bytes[4096];
    } answer;
    long inode = -1;
    // The kernel has answered by the time that the question is sent.
    ssize_t length = send(socket_, &question, sizeof question, 0) == (ssize_t)sizeof question
        ? recv(socket_, &answer, sizeof answer, MSG_DONTWAIT) : -1;
    if (length >= (ssize_t)NLMSG_LENGTH(sizeof(struct inet_diag_msg))
        && answer.header.nlmsg_type == SOCK_DIAG_BY_FAMILY) {
        struct inet_diag_msg *found = NLMSG_DATA(&answer.header);
        // Without such a connection the kernel may find who listens.
        if (found->id.idiag_sport == htons(port) && found->id.idiag_dport == htons(other)) inode = found->idiag_inode;
    }
    close(socket_);
    return inode;
}
