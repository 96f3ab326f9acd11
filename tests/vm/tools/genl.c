// SPDX-License-Identifier: GPL-2.0-or-later
/* Netlink by hand (genl.h). Owns the sequence of requests. */
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "genl.h"
#include "lab.h"

static uint32_t sequence;

void msg_begin(struct msg *m, uint16_t type, uint16_t flags, const void *head, unsigned int len)
{
	memset(m, 0, NLMSG_SPACE(len));
	m->nlh.nlmsg_type = type;
	m->nlh.nlmsg_flags = flags | NLM_F_REQUEST | ((flags & NLM_F_DUMP) == NLM_F_DUMP ? 0 : NLM_F_ACK);
	m->nlh.nlmsg_len = NLMSG_LENGTH(len);
	memcpy(NLMSG_DATA(&m->nlh), head, len);
}

void msg_genl(struct msg *m, uint16_t family, uint16_t flags, uint8_t cmd)
{
	struct genlmsghdr genl = { .cmd = cmd, .version = 1 };

	msg_begin(m, family, flags, &genl, sizeof(genl));
}

struct nlattr *msg_put(struct msg *m, uint16_t type, const void *data, unsigned int len)
{
	unsigned int at = NLMSG_ALIGN(m->nlh.nlmsg_len);
	struct nlattr *a = (struct nlattr *)((uint8_t *)m + at);

	if (at + NLA_HDRLEN + NLA_ALIGN(len) > sizeof(*m))
		return NULL;
	memset(a, 0, NLA_HDRLEN + NLA_ALIGN(len));
	a->nla_type = type;
	a->nla_len = (uint16_t)(NLA_HDRLEN + len);
	if (len && data)
		memcpy(a + 1, data, len);
	m->nlh.nlmsg_len = at + NLA_ALIGN(a->nla_len);
	return a;
}

void msg_end(struct msg *m, struct nlattr *nest)
{
	if (nest)
		nest->nla_len = (uint16_t)((uint8_t *)m + m->nlh.nlmsg_len - (uint8_t *)nest);
}

uint8_t *msg_attrs(struct msg *m, unsigned int *len)
{
	*len = m->nlh.nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	return (uint8_t *)NLMSG_DATA(&m->nlh) + GENL_HDRLEN;
}

int netlink_open(int protocol)
{
	struct timeval patience = { .tv_sec = 60 };
	struct sockaddr_nl addr = { .nl_family = AF_NETLINK };
	int size = 1 << 20;
	int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);

	if (fd < 0 || bind(fd, (struct sockaddr *)&addr, sizeof(addr)))
		lab_die("netlink: %s", strerror(errno));
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof(size));
	return fd;
}

int netlink_talk(int fd, struct msg *m, void (*each)(const struct nlmsghdr *nlh))
{
	static uint8_t buf[1 << 17] __attribute__((aligned(8)));

	m->nlh.nlmsg_seq = ++sequence;
	if (send(fd, m, m->nlh.nlmsg_len, 0) < 0)
		return -errno;
	for (;;) {
		ssize_t n = recv(fd, buf, sizeof(buf), 0);
		struct nlmsghdr *nlh = (struct nlmsghdr *)buf;

		if (n < 0 && errno == ENOBUFS)
			return -ENODATA;
		if (n < 0)
			lab_die("the kernel does not answer: %s", strerror(errno));
		for (; NLMSG_OK(nlh, n); nlh = NLMSG_NEXT(nlh, n)) {
			if (nlh->nlmsg_seq != sequence)
				continue;
			if (nlh->nlmsg_type == NLMSG_ERROR)
				return ((struct nlmsgerr *)NLMSG_DATA(nlh))->error;
			if (nlh->nlmsg_type == NLMSG_DONE)
				return *(int *)NLMSG_DATA(nlh);
			if (each)
				each(nlh);
		}
	}
}

const struct nlattr *attr_next(const void *buf, unsigned int len, unsigned int *at)
{
	const struct nlattr *a = (const struct nlattr *)((const uint8_t *)buf + *at);

	if (*at + NLA_HDRLEN > len || a->nla_len < NLA_HDRLEN || *at + a->nla_len > len)
		return NULL;
	*at += NLA_ALIGN(a->nla_len);
	return a;
}

static uint16_t found;

static void find_family(const struct nlmsghdr *nlh)
{
	const uint8_t *buf = (const uint8_t *)NLMSG_DATA(nlh) + GENL_HDRLEN;
	unsigned int at = 0, len = nlh->nlmsg_len - NLMSG_LENGTH(GENL_HDRLEN);
	const struct nlattr *a;

	while ((a = attr_next(buf, len, &at)))
		if (attr_type(a) == CTRL_ATTR_FAMILY_ID)
			found = *(const uint16_t *)attr_data(a);
}

uint16_t genl_family(int fd, const char *name)
{
	struct msg m;
	int err;

	msg_genl(&m, GENL_ID_CTRL, 0, CTRL_CMD_GETFAMILY);
	msg_put(&m, CTRL_ATTR_FAMILY_NAME, name, (unsigned int)strlen(name) + 1);
	found = 0;
	err = netlink_talk(fd, &m, find_family);
	if (err || !found)
		lab_die("family %s: %s", name, strerror(-err));
	return found;
}
