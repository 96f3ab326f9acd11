// SPDX-License-Identifier: GPL-2.0-or-later
/*
 * The connection to the kernel: sockets, requests, dumps, notices. Owns the
 * client's two sockets: requests and notices never share one, so that an
 * answer cannot be lost in a flood of events.
 */
#include <errno.h>
#include <linux/genetlink.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>

#include "client.h"
#include "extack.h"

/* A router with all the addresses and peers it may have, each with everything it may have. */
#define MESSAGE_MAX	(1024 * 1024)
#define NOTICE_BUFFER	(4 * MESSAGE_MAX)
#define DUMP_TRIES	100		/* a namespace that changes for ever is not dumped for ever */

struct hka_client {
	struct nl_sock *cmd;
	struct nl_sock *notices;
	int family;
	bool listening;
	bool seq_known;
	uint32_t seq;			/* of the last event heard */
	bool held;			/* @next is to be delivered before the socket is read */
	struct hka_notice next;
	char *buf;			/* MESSAGE_MAX bytes, for notices */
	char error[512];
};

int hka_fail(struct hka_client *c, int err, const char *what)
{
	snprintf(c->error, sizeof(c->error), "%s: %s", what, strerror(-err));
	return err;
}

static int nl_to_errno(int nle)
{
	switch (-nle) {
	case NLE_NOMEM:
		return -ENOMEM;
	case NLE_PERM:
	case NLE_NOACCESS:
		return -EPERM;
	case NLE_OBJ_NOTFOUND:
		return -ENOENT;
	case NLE_INTR:
		return -EINTR;
	case NLE_AGAIN:
		return -EAGAIN;
	case NLE_MSGSIZE:
	case NLE_MSG_TRUNC:
		return -EMSGSIZE;
	default:
		return -EIO;
	}
}

static int fail_nl(struct hka_client *c, int nle, const char *what)
{
	snprintf(c->error, sizeof(c->error), "%s: %s", what, nl_geterror(nle));
	return nl_to_errno(nle);
}

/* ---- opening ---- */

/* Whoever may change routers may have @size; others get what the system allows. */
static void set_buffer(struct nl_sock *sk, int force, int polite, int size)
{
	if (setsockopt(nl_socket_get_fd(sk), SOL_SOCKET, force, &size, sizeof(size)))
		setsockopt(nl_socket_get_fd(sk), SOL_SOCKET, polite, &size, sizeof(size));
}

static int open_socket(struct hka_client *c, struct nl_sock **out)
{
	struct nl_sock *sk = nl_socket_alloc();
	int one = 1, err;

	if (!sk)
		return hka_fail(c, -ENOMEM, "netlink socket");
	err = genl_connect(sk);
	if (err) {
		nl_socket_free(sk);
		return fail_nl(c, err, "netlink socket");
	}
	nl_socket_set_msg_buf_size(sk, MESSAGE_MAX);
	set_buffer(sk, SO_SNDBUFFORCE, SO_SNDBUF, MESSAGE_MAX);
	nl_socket_disable_auto_ack(sk);		/* hka_ask() asks for it where it is needed */
	/* Older kernels lack one or the other; then texts or strictness are less, nothing else. */
	setsockopt(nl_socket_get_fd(sk), SOL_NETLINK, NETLINK_CAP_ACK, &one, sizeof(one));
	setsockopt(nl_socket_get_fd(sk), SOL_NETLINK, NETLINK_EXT_ACK, &one, sizeof(one));
	setsockopt(nl_socket_get_fd(sk), SOL_NETLINK, NETLINK_GET_STRICT_CHK, &one, sizeof(one));
	*out = sk;
	return 0;
}

static int resolve(struct hka_client *c)
{
	int id = genl_ctrl_resolve(c->cmd, HKA_GENL_NAME);

	if (id == -NLE_OBJ_NOTFOUND) {
		snprintf(c->error, sizeof(c->error),
			 "the hka module is not loaded: modprobe hka");
		return -ENOENT;
	}
	if (id < 0)
		return fail_nl(c, id, "looking up the hka netlink family");
	c->family = id;
	return 0;
}

int hka_open(struct hka_client **out, const char *netns)
{
	struct hka_client *c = calloc(1, sizeof(*c));
	int old = -1, err;

	*out = c;	/* owned by the caller: hka_close() */
	if (!c)
		return -ENOMEM;
	if (netns) {
		err = hka_netns_enter(netns, &old);
		if (err) {
			snprintf(c->error, sizeof(c->error), "network namespace \"%s\": %s", netns,
				 strerror(-err));
			return err;
		}
	}
	err = open_socket(c, &c->cmd);
	/* The second socket must come from the same namespace; it costs little to have. */
	if (!err)
		err = open_socket(c, &c->notices);
	if (old >= 0) {
		int back = hka_netns_leave(old);

		if (back && !err)
			err = hka_fail(c, back, "returning to the network namespace");
	}
	return err ? err : resolve(c);
}

void hka_close(struct hka_client *c)
{
	if (!c)
		return;
	nl_socket_free(c->cmd);
	nl_socket_free(c->notices);
	hka_notice_clear(&c->next);
	free(c->buf);
	free(c);
}

const char *hka_error(const struct hka_client *c)
{
	return c ? c->error : strerror(ENOMEM);
}

/* ---- requests ---- */

/* What one request is doing, for the callbacks of libnl. */
struct request {
	struct hka_client *c;
	struct nl_msg *msg;
	const struct hka_set *set;	/* of request and answers */
	/* Called for each answer; NULL if none is wanted. */
	int (*take)(struct request *r, struct nlattr *head, int len);
	void *out;			/* a structure, or @n of them in a dump */
	unsigned int n;
	bool single;			/* one answer, and nothing behind it */
	bool done;
	int err;
};

static void refused(struct request *r, int err, struct nlattr *tlv, int len)
{
	hka_extack_text(r->c->error, sizeof(r->c->error), -err, tlv, len, nlmsg_hdr(r->msg),
			r->set);
	r->err = err;
	r->done = true;
}

static int on_error(struct sockaddr_nl *from, struct nlmsgerr *e, void *arg)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)((char *)e - NLMSG_HDRLEN);
	size_t skip = sizeof(*e);

	(void)from;
	/* The request is repeated in full unless the kernel capped it. */
	if (!(nlh->nlmsg_flags & NLM_F_CAPPED) && e->msg.nlmsg_len >= NLMSG_HDRLEN)
		skip += NLMSG_ALIGN(e->msg.nlmsg_len - NLMSG_HDRLEN);
	if (nlh->nlmsg_flags & NLM_F_ACK_TLVS && nlh->nlmsg_len > NLMSG_HDRLEN + skip)
		refused(arg, e->error, (struct nlattr *)((char *)e + skip),
			(int)(nlh->nlmsg_len - NLMSG_HDRLEN - skip));
	else
		refused(arg, e->error, NULL, 0);
	return NL_STOP;
}

static int on_ack(struct nl_msg *msg, void *arg)
{
	struct request *r = arg;

	(void)msg;
	r->done = true;
	return NL_STOP;
}

/* The end of a dump carries an errno and, where it is one, an extended acknowledgement. */
static int on_finish(struct nl_msg *msg, void *arg)
{
	struct nlmsghdr *nlh = nlmsg_hdr(msg);
	struct request *r = arg;
	int err = 0;

	if (nlmsg_datalen(nlh) >= (int)sizeof(err))
		memcpy(&err, nlmsg_data(nlh), sizeof(err));
	if (err < 0)
		refused(r, err, nlmsg_attrdata(nlh, sizeof(err)),
			nlmsg_attrlen(nlh, sizeof(err)));
	r->done = true;
	return NL_STOP;
}

static int on_valid(struct nl_msg *msg, void *arg)
{
	struct genlmsghdr *gnlh;
	struct request *r = arg;
	int err;

	if (!genlmsg_valid_hdr(nlmsg_hdr(msg), 0) || !r->take || r->err)
		return NL_OK;
	gnlh = genlmsg_hdr(nlmsg_hdr(msg));
	err = r->take(r, genlmsg_attrdata(gnlh, 0), genlmsg_attrlen(gnlh, 0));
	if (err)	/* go on reading: the socket must be empty for the next request */
		r->err = hka_fail(r->c, err, "the kernel's answer");
	r->done = r->single;
	return NL_OK;
}

/* Send r->msg and serve answers until the kernel has said its last word. */
static int converse(struct request *r)
{
	struct hka_client *c = r->c;
	struct nl_cb *cb = nl_cb_alloc(NL_CB_DEFAULT);
	int err;

	if (!cb)
		return hka_fail(c, -ENOMEM, "netlink request");
	nl_cb_err(cb, NL_CB_CUSTOM, on_error, r);
	nl_cb_set(cb, NL_CB_ACK, NL_CB_CUSTOM, on_ack, r);
	nl_cb_set(cb, NL_CB_FINISH, NL_CB_CUSTOM, on_finish, r);
	nl_cb_set(cb, NL_CB_VALID, NL_CB_CUSTOM, on_valid, r);

	err = nl_send_auto(c->cmd, r->msg);
	while (err >= 0 && !r->done) {
		err = nl_recvmsgs(c->cmd, cb);
		if (err == -NLE_INTR)	/* the answer still comes */
			err = 0;
	}
	nl_cb_put(cb);
	if (r->err)
		return r->err;
	if (err == -NLE_DUMP_INTR) {
		snprintf(c->error, sizeof(c->error),
			 "what is there keeps changing, no consistent list could be had");
		return -EAGAIN;
	}
	return err < 0 ? fail_nl(c, err, "netlink request") : 0;
}

/* Begin r->msg; the caller adds attributes and sends it with finish(). */
static int begin(struct request *r, int cmd, int flags)
{
	r->msg = nlmsg_alloc_size(MESSAGE_MAX);
	if (!r->msg || !genlmsg_put(r->msg, NL_AUTO_PORT, NL_AUTO_SEQ, r->c->family, 0, flags,
				    (uint8_t)cmd, HKA_GENL_VERSION)) {
		nlmsg_free(r->msg);
		return hka_fail(r->c, -ENOMEM, "netlink request");
	}
	return 0;
}

static int finish(struct request *r, int err)
{
	if (err)
		err = hka_fail(r->c, err, "netlink request");
	else
		err = converse(r);
	nlmsg_free(r->msg);
	return err;
}

static int take_one(struct request *r, struct nlattr *head, int len)
{
	hka_clear(r->set, r->out);
	return hka_parse(r->set, r->out, head, len);
}

int hka_ask(struct hka_client *c, int cmd, const struct hka_set *set, const void *req,
	    void *reply)
{
	struct request r = { .c = c, .set = set, .take = reply ? take_one : NULL, .out = reply,
			     .single = reply };
	int err;

	if (reply)
		memset(reply, 0, set->size);
	/*
	 * An answer is its own acknowledgement. A second message behind the largest of
	 * them would find the receive buffer full.
	 */
	err = begin(&r, cmd, reply ? 0 : NLM_F_ACK);
	if (err)
		return err;
	err = finish(&r, hka_put(r.msg, set, req));
	if (err && reply)
		hka_clear(set, reply);
	return err;
}

static int take_another(struct request *r, struct nlattr *head, int len)
{
	char *more = r->out;
	int err;

	/* Room for 1, 2, 4, ... of them. */
	if (!(r->n & (r->n - 1))) {
		more = reallocarray(r->out, r->n ? 2 * (size_t)r->n : 1, r->set->size);
		if (!more)
			return -ENOMEM;
		r->out = more;
	}
	err = hka_parse(r->set, more + r->n * r->set->size, head, len);
	r->n += !err;
	return err;
}

static void forget(struct request *r)
{
	for (unsigned int i = 0; i < r->n; i++)
		hka_clear(r->set, (char *)r->out + i * r->set->size);
	free(r->out);
	r->out = NULL;
	r->n = 0;
}

int hka_ask_all(struct hka_client *c, int cmd, const struct hka_set *set, const void *req,
		void **out, unsigned int *n)
{
	struct request r = { .n = 0 };
	int err = -EAGAIN;

	*out = NULL;
	*n = 0;
	for (int i = 0; err == -EAGAIN && i < DUMP_TRIES; i++) {
		forget(&r);
		r = (struct request){ .c = c, .set = set, .take = take_another };
		err = begin(&r, cmd, NLM_F_DUMP);
		if (!err)
			err = finish(&r, hka_put(r.msg, set, req));
	}
	if (err) {
		forget(&r);
		return err;
	}
	*out = r.out;
	*n = r.n;
	return 0;
}

/* ---- notices ---- */

int hka_listen(struct hka_client *c, const char *group)
{
	int id = genl_ctrl_resolve_grp(c->cmd, HKA_GENL_NAME, group);
	int err;

	if (id < 0)
		return fail_nl(c, id, group);
	err = nl_socket_add_membership(c->notices, id);
	if (err)
		return fail_nl(c, err, group);
	nl_socket_disable_seq_check(c->notices);
	/* Best effort: a larger buffer loses less; what is lost is told. */
	set_buffer(c->notices, SO_RCVBUFFORCE, SO_RCVBUF, NOTICE_BUFFER);
	if (!c->buf)
		c->buf = malloc(MESSAGE_MAX);
	if (!c->buf)
		return hka_fail(c, -ENOMEM, group);
	c->listening = true;
	return 0;
}

int hka_fd(const struct hka_client *c)
{
	return c->listening ? nl_socket_get_fd(c->notices) : -ENOTCONN;
}

int hka_wait(struct hka_client *c, uint64_t us)
{
	struct pollfd fd = { .fd = nl_socket_get_fd(c->notices), .events = POLLIN };
	uint64_t ms = us / 1000 + 1;
	int n;

	if (c->held)
		return 1;
	n = poll(&fd, 1, ms > INT32_MAX ? INT32_MAX : (int)ms);
	if (n < 0 && errno != EINTR)
		return hka_fail(c, -errno, "waiting for events");
	return n > 0;
}

/* What tells of the configuration. */
static const struct {
	uint8_t cmd;
	enum hka_notice_type type;
	enum hka_subject subject;
} config_notices[] = {
	{ HKA_CMD_VR_NEW_NTF, HKA_NOTICE_NEW, HKA_SUBJECT_VR },
	{ HKA_CMD_VR_SET_NTF, HKA_NOTICE_SET, HKA_SUBJECT_VR },
	{ HKA_CMD_VR_DEL_NTF, HKA_NOTICE_DEL, HKA_SUBJECT_VR },
	{ HKA_CMD_GROUP_NEW_NTF, HKA_NOTICE_NEW, HKA_SUBJECT_GROUP },
	{ HKA_CMD_GROUP_SET_NTF, HKA_NOTICE_SET, HKA_SUBJECT_GROUP },
	{ HKA_CMD_GROUP_DEL_NTF, HKA_NOTICE_DEL, HKA_SUBJECT_GROUP },
	{ HKA_CMD_TRACK_NEW_NTF, HKA_NOTICE_NEW, HKA_SUBJECT_TRACK },
	{ HKA_CMD_TRACK_SET_NTF, HKA_NOTICE_SET, HKA_SUBJECT_TRACK },
	{ HKA_CMD_TRACK_DEL_NTF, HKA_NOTICE_DEL, HKA_SUBJECT_TRACK },
};

static int decode_config(struct hka_notice *out, uint8_t cmd, struct nlattr *head, int len)
{
	for (size_t i = 0; i < sizeof(config_notices) / sizeof(*config_notices); i++) {
		if (config_notices[i].cmd != cmd)
			continue;
		out->type = config_notices[i].type;
		out->subject = config_notices[i].subject;
		switch (out->subject) {
		case HKA_SUBJECT_VR:
			return hka_parse(&hka_set_vr, &out->vr, head, len);
		case HKA_SUBJECT_GROUP:
			return hka_parse(&hka_set_group, &out->group, head, len);
		case HKA_SUBJECT_TRACK:
			return hka_parse(&hka_set_track, &out->track, head, len);
		}
	}
	return -ENOMSG;	/* of a newer kernel */
}

static int decode_notice(struct hka_client *c, struct hka_notice *out, struct nlmsghdr *nlh)
{
	struct genlmsghdr *gnlh;
	struct nlattr *head;
	int len;

	if (nlh->nlmsg_type != c->family || !genlmsg_valid_hdr(nlh, 0))
		return -ENOMSG;
	gnlh = genlmsg_hdr(nlh);
	head = genlmsg_attrdata(gnlh, 0);
	len = genlmsg_attrlen(gnlh, 0);
	memset(out, 0, sizeof(*out));
	if (gnlh->cmd != HKA_CMD_EVENT) {
		/* The kernel says in the header whose request it was. */
		out->own = nlh->nlmsg_pid == nl_socket_get_local_port(c->cmd);
		return decode_config(out, gnlh->cmd, head, len);
	}
	out->type = HKA_NOTICE_EVENT;
	return hka_parse(&hka_set_event, &out->event, head, len);
}

/* A gap in the sequence is told first; the event behind it is held back. */
static void check_sequence(struct hka_client *c, struct hka_notice *out)
{
	uint32_t seq = out->event.seq;
	uint32_t gap = c->seq_known ? seq - c->seq - 1 : 0;

	c->seq_known = true;
	c->seq = seq;
	if (!gap)
		return;
	c->next = *out;
	c->held = true;
	memset(out, 0, sizeof(*out));
	out->type = HKA_NOTICE_LOST;
	out->lost = gap;
}

int hka_next(struct hka_client *c, struct hka_notice *out)
{
	struct nlmsghdr *nlh = (struct nlmsghdr *)c->buf;
	struct sockaddr_nl from;
	ssize_t n;
	int err;

	memset(out, 0, sizeof(*out));
	if (c->held) {
		*out = c->next;		/* what it owns goes with it */
		memset(&c->next, 0, sizeof(c->next));
		c->held = false;
		return 0;
	}
	do {
		socklen_t size = sizeof(from);

		/* The kernel sends one notice in one datagram. */
		n = recvfrom(nl_socket_get_fd(c->notices), c->buf, MESSAGE_MAX, 0,
			     (struct sockaddr *)&from, &size);
		if (n < 0 && errno == ENOBUFS) {
			out->type = HKA_NOTICE_LOST;
			c->seq_known = false;	/* told already: do not tell the gap again */
			return 0;
		}
		if (n < 0)
			return hka_fail(c, -errno, "waiting for events");
		if (from.nl_pid || !nlmsg_ok(nlh, (int)n))
			continue;	/* only the kernel is believed */
		err = decode_notice(c, out, nlh);
		if (err && err != -ENOMSG)
			return hka_fail(c, err, "an event of the kernel");
		if (!err && out->type == HKA_NOTICE_EVENT &&
		    out->event.has & HKA_HAS(HKA_A_EVENT_SEQ))
			check_sequence(c, out);
		if (!err)
			return 0;
	} while (true);
}

uint64_t hka_now(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}
