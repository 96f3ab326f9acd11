// SPDX-License-Identifier: GPL-2.0
/*
 * Requests to rtnetlink through an in-kernel socket of the namespace. Owns hn->rtnl
 * and hn->rtnl_seq. In the reflector thread alone, which takes RTNL in here.
 */
#include <linux/rtnetlink.h>
#include <net/netlink.h>
#include <net/sock.h>

#include "engine.h"

/* What comes back after a refusal. */
struct ack {
	struct nlmsghdr nlh;
	struct nlmsgerr err;
	u8 rest[256];
};

static void take_text(const struct ack *ack, int len, char *text, size_t size)
{
	const struct nlattr *attr;

	len -= offsetof(struct ack, rest);
	if (!(ack->nlh.nlmsg_flags & NLM_F_ACK_TLVS) || len <= 0)
		return;
	attr = nla_find((const struct nlattr *)ack->rest, len, NLMSGERR_ATTR_MSG);
	if (attr)
		nla_strscpy(text, attr, size);
}

/*
 * hka_rtnl_request - carry out one request
 * @nlh: the message; flags and sequence are completed
 * @text: gets the kernel's words about a refusal, empty if it had none; or NULL
 *
 * With the credentials of the caller. Return: what rtnetlink answered.
 */
int hka_rtnl_request(struct hka_net *hn, struct nlmsghdr *nlh, char *text, size_t size)
{
	/* Without a name rtnetlink asks for the credentials of a file there is not. */
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	struct msghdr msg = { .msg_name = &kernel, .msg_namelen = sizeof(kernel) };
	struct kvec vec = { .iov_base = nlh, .iov_len = nlh->nlmsg_len };
	struct ack ack;
	int len;

	if (text)
		*text = '\0';
	/* Only a refusal is answered: no answer is success, without the cost of one. */
	nlh->nlmsg_flags |= NLM_F_REQUEST;
	nlh->nlmsg_seq = ++hn->rtnl_seq;
	len = kernel_sendmsg(hn->rtnl, &msg, &vec, 1, vec.iov_len);
	if (len < 0)
		return len;
	/* Requests are carried out inside sendmsg: an answer would be there. */
	for (;;) {
		struct msghdr in = {};
		struct kvec iv = { .iov_base = &ack, .iov_len = sizeof(ack) };

		len = kernel_recvmsg(hn->rtnl, &in, &iv, 1, sizeof(ack), MSG_DONTWAIT);
		if (len < 0)
			return len == -EAGAIN ? 0 : len;
		if (len < (int)offsetof(struct ack, err.msg) ||
		    ack.nlh.nlmsg_type != NLMSG_ERROR || ack.nlh.nlmsg_seq != hn->rtnl_seq)
			continue;
		if (text)
			take_text(&ack, len, text, size);
		return ack.err.error;
	}
}

int hka_rtnl_option(struct socket *sock, int option, int value)
{
	return sock->ops->setsockopt(sock, SOL_NETLINK, option, KERNEL_SOCKPTR(&value),
				     sizeof(value));
}

/*
 * A socket of the namespace to rtnetlink, connected: nobody but the kernel can send to
 * it. It has a port of its own then, as whoever sends has; one without hears nothing of
 * what those do who do not want to hear themselves.
 */
int hka_rtnl_socket(struct net *net, struct socket **sock)
{
	struct sockaddr_nl kernel = { .nl_family = AF_NETLINK };
	int err;

	err = sock_create_kern(net, AF_NETLINK, SOCK_RAW, NETLINK_ROUTE, sock);
	if (err)
		return err;
	err = kernel_connect(*sock, (void *)&kernel, sizeof(kernel), 0);
	if (err)
		sock_release(*sock);
	return err;
}

/* The socket of one namespace; before its first router starts. */
int hka_rtnl_open(struct hka_net *hn)
{
	int err;

	err = hka_rtnl_socket(hn->net, &hn->rtnl);
	if (err) {
		hn->rtnl = NULL;
		return err;
	}
	/* A refusal with its reason, but not with the request. */
	err = hka_rtnl_option(hn->rtnl, NETLINK_EXT_ACK, 1);
	if (!err)
		err = hka_rtnl_option(hn->rtnl, NETLINK_CAP_ACK, 1);
	if (err)
		hka_rtnl_close(hn);
	return err;
}

/* After its last router has gone. */
void hka_rtnl_close(struct hka_net *hn)
{
	sock_release(hn->rtnl);
	hn->rtnl = NULL;
}
