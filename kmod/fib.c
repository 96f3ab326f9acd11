// SPDX-License-Identifier: GPL-2.0
/*
 * Routes and rules in the kernel's tables: what a MASTER wants is added and removed
 * by rtnetlink, with the credentials of who configured it. Owns vr->placed, and of
 * struct hka_fib what the reflector and notifiers write. In the reflector thread, but
 * for what says otherwise.
 *
 * One that cannot be added, or is taken away, does not make the router less able to
 * answer for its addresses: it is tried again, told, and stays MASTER. Only a fight
 * with somebody who takes it away again and again ends in FAULT, unless it is marked
 * no-track.
 */
#include <linux/fib_rules.h>
#include <linux/netdevice.h>
#include <linux/rtnetlink.h>
#include <linux/slab.h>
#include <net/netlink.h>

#include "engine.h"

#define PROTO_KEEPALIVED	18	/* its mark on routes and rules */
#define TRIES_SHIFT_MAX		6

/* For notifications inside our own request, one for each reflector thread. */
static struct hka_fib_request *hka_doing[HKA_REFLECTORS];

/* Return: one without anything in it; @len is that of the message. */
struct hka_fib *hka_fib_alloc(unsigned int len, unsigned int n_devs)
{
	unsigned int at = ALIGN(len, __alignof__(struct hka_fib_dev));
	struct hka_fib *fib;

	fib = kzalloc(offsetof(struct hka_fib, msg) + at + n_devs * sizeof(*fib->devs),
		      GFP_KERNEL_ACCOUNT);
	if (!fib)
		return NULL;
	kref_init(&fib->ref);
	INIT_LIST_HEAD(&fib->placed);
	fib->devs = (struct hka_fib_dev *)&fib->msg[at];
	fib->n_devs = n_devs;
	return fib;
}

static void fib_release(struct kref *ref)
{
	struct hka_fib *fib = container_of(ref, struct hka_fib, ref);

	put_cred(fib->cred);
	hka_text_put(fib->name);
	hka_text_put(fib->text);
	kfree_rcu(fib, rcu);
}

void hka_fib_put(struct hka_fib *fib)
{
	if (fib)
		kref_put(&fib->ref, fib_release);
}

struct hka_fibs *hka_fibs_alloc(u16 count)
{
	struct hka_fibs *fibs = kvzalloc(struct_size(fibs, entry, count), GFP_KERNEL_ACCOUNT);

	if (!fibs)
		return NULL;
	kref_init(&fibs->ref);
	fibs->count = count;
	return fibs;
}

static void fibs_release(struct kref *ref)
{
	struct hka_fibs *fibs = container_of(ref, struct hka_fibs, ref);
	u16 i;

	for (i = 0; i < fibs->count; i++)
		hka_fib_put(fibs->entry[i].fib);
	kvfree(fibs);
}

struct hka_fibs *hka_fibs_get(struct hka_fibs *fibs)
{
	if (fibs)
		kref_get(&fibs->ref);
	return fibs;
}

void hka_fibs_put(struct hka_fibs *fibs)
{
	if (fibs)
		kref_put(&fibs->ref, fibs_release);
}

/* Behind the header: its type and flags say what is done at the moment. */
static bool same_message(const struct hka_fib *a, const struct hka_fib *b)
{
	unsigned int at = NLMSG_HDRLEN, i;

	for (i = 0; i < a->n_devs; i++) {
		if (memcmp(&a->msg[at], &b->msg[at], a->devs[i].at - at))
			return false;
		at = a->devs[i].at + sizeof(u32);
	}
	return !memcmp(&a->msg[at], &b->msg[at], a->nlh.nlmsg_len - at);
}

/* Do both ask for the same thing? hn->mutex, or the reflector. */
bool hka_fib_same(const struct hka_fib *a, const struct hka_fib *b)
{
	u8 i;

	if (a->rule != b->rule || a->add != b->add || a->n_devs != b->n_devs ||
	    a->nlh.nlmsg_len != b->nlh.nlmsg_len)
		return false;
	for (i = 0; i < a->n_devs; i++)
		if (a->devs[i].at != b->devs[i].at ||
		    strcmp(a->devs[i].ifname, b->devs[i].ifname))
			return false;
	return same_message(a, b);
}

/* ---- devices ---- */

void hka_fibs_bind(struct hka_vr *vr, struct hka_fibs *fibs)
{
	const struct net_device *dev;
	struct hka_fib *fib;
	u16 i, n;

	ASSERT_RTNL();
	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		if (fib->sets++)
			continue;
		fib->vr = vr;
		for (n = 0; n < fib->n_devs; n++) {
			dev = __dev_get_by_name(vr->hn->net, fib->devs[n].ifname);
			WRITE_ONCE(fib->devs[n].ifindex, dev ? dev->ifindex : 0);
		}
		hka_fib_watch(fib);
	}
}

/* They are not in the kernel any more, but for those another set has. */
void hka_fibs_retire(struct hka_fibs *fibs)
{
	u16 i;

	for (i = 0; fibs && i < fibs->count; i++)
		if (!--fibs->entry[i].fib->sets)
			hka_fib_unwatch(fibs->entry[i].fib);
	hka_fibs_put(fibs);
}

void hka_fib_lose(struct hka_fib *fib, enum hka_fib_lost lost)
{
	struct hka_vr *vr = fib->vr;

	lockdep_assert_held(vr->lock);
	if (!vr->gate_open || lost <= fib->lost)
		return;
	fib->lost = lost;
	vr->fib_lost = true;
	/* With the lock: so long as the gate is open the thread is there. */
	hka_reflect_queue(vr);
}

/* RTNL: what leads through @dev by the index @was does by @is; 0 is none. */
static void rebind(struct hka_vr *vr, const struct net_device *dev, int was, int is)
{
	struct hka_fibs *fibs = vr->fibs;
	struct hka_fib *fib;
	u16 i, n;

	ASSERT_RTNL();
	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		for (n = 0; n < fib->n_devs; n++) {
			if (fib->devs[n].ifindex != was ||
			    (!was && strcmp(fib->devs[n].ifname, dev->name)))
				continue;
			WRITE_ONCE(fib->devs[n].ifindex, is);
			hka_vr_lock(vr);
			hka_fib_lose(fib, HKA_FIB_QUIET);
			hka_vr_unlock(vr);
		}
	}
}

void hka_fibs_device_came(struct hka_vr *vr, const struct net_device *dev)
{
	rebind(vr, dev, 0, dev->ifindex);
}

void hka_fibs_device_went(struct hka_vr *vr, const struct net_device *dev)
{
	rebind(vr, dev, dev->ifindex, 0);
}

/* What waits for the new name is bound as that of a device that came. */
void hka_fibs_device_renamed(struct hka_vr *vr, const struct net_device *dev)
{
	struct hka_fibs *fibs = vr->fibs;
	struct hka_fib *fib;
	u16 i, n;

	ASSERT_RTNL();
	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		for (n = 0; n < fib->n_devs; n++) {
			if (fib->devs[n].ifindex != dev->ifindex)
				continue;
			hka_vr_lock(vr);
			strscpy(fib->devs[n].ifname, dev->name, IFNAMSIZ);
			hka_vr_unlock(vr);
		}
	}
}

/* Does it lead through the device, or may it, for all that is known? */
static bool may_use(const struct hka_fib *fib, const struct net_device *dev)
{
	u8 n;

	if (fib->rule)
		return false;
	for (n = 0; n < fib->n_devs; n++)
		if (fib->devs[n].ifindex == dev->ifindex)
			return true;
	return !fib->n_devs && (!READ_ONCE(fib->oif) || READ_ONCE(fib->oif) == dev->ifindex);
}

/* Up or down: routes go with a device, mostly without a word, and can come with it. */
void hka_fibs_device_changed(struct hka_vr *vr, const struct net_device *dev)
{
	struct hka_fibs *fibs;
	u16 i;

	ASSERT_RTNL();
	hka_vr_lock(vr);
	fibs = vr->fibs;
	for (i = 0; fibs && vr->gate_open && i < fibs->count; i++)
		if (may_use(fibs->entry[i].fib, dev))
			hka_fib_lose(fibs->entry[i].fib, HKA_FIB_DOUBTFUL);
	hka_vr_unlock(vr);
}

/* ---- requests ---- */

/* In a notification: the reflector's own request, if it is inside one. */
struct hka_fib_request *hka_fib_doing(const struct hka_net *hn)
{
	return hka_doing[hka_reflect_index(hn->net)];
}

static int request(struct hka_fib_request *req, u16 type, u16 flags, char *text, size_t size)
{
	struct hka_net *hn = req->fib->vr->hn;
	struct hka_fib_request **doing = &hka_doing[hka_reflect_index(hn->net)];
	const struct cred *old;
	int err;

	req->nlh->nlmsg_type = type;
	req->nlh->nlmsg_flags = flags;
	req->other = false;
	*doing = req;
	old = override_creds(req->fib->cred);
	err = hka_rtnl_request(hn, req->nlh, text, size);
	revert_creds(old);
	*doing = NULL;
	return err;
}

static int add(struct hka_fib *fib, char *text, size_t size)
{
	static const u16 flags[] = {
		[HKA_ROUTE_ADD_EXCLUSIVE] = NLM_F_EXCL,
		[HKA_ROUTE_ADD_APPEND] = NLM_F_APPEND,
		[HKA_ROUTE_ADD_PREPEND] = 0,
	};
	struct hka_fib_request req = { .fib = fib, .nlh = &fib->nlh };

	return request(&req, fib->rule ? RTM_NEWRULE : RTM_NEWROUTE,
		       NLM_F_CREATE | flags[fib->add], text, size);
}

/* A rule that was deleted by mistake comes back, behind those of the same preference. */
static void put_back(struct hka_fib *fib, struct sk_buff *stray)
{
	struct hka_fib_request req = { .fib = fib, .nlh = nlmsg_hdr(stray) };
	struct fib_rule_hdr *frh = nlmsg_data(req.nlh);

	frh->flags &= FIB_RULE_INVERT;
	request(&req, RTM_NEWRULE, NLM_F_CREATE, NULL, 0);
}

/*
 * As @nlh asks for. Of rules the kernel takes the first that has what is asked for, and it
 * may have more: then once more, and what went by mistake comes back. One of ours is lost
 * (fib_watch.c), and put on again by its router.
 */
static int delete(struct hka_fib *fib, struct nlmsghdr *nlh, bool *other)
{
	struct hka_fib_request req = { .fib = fib, .nlh = nlh };
	struct sk_buff *stray;
	int err;

	__skb_queue_head_init(&req.strays);
	do {
		err = request(&req, fib->rule ? RTM_DELRULE : RTM_DELROUTE, 0, NULL, 0);
	} while (!err && fib->rule && req.other);
	while ((stray = __skb_dequeue(&req.strays))) {
		put_back(fib, stray);
		consume_skb(stray);
	}
	*other = req.other;
	return err;
}

/* The indices of its devices, as they are now. Return: whether all exist. */
static bool set_devices(struct hka_fib *fib)
{
	u32 ifindex;
	u8 n;

	for (n = 0; n < fib->n_devs; n++) {
		ifindex = READ_ONCE(fib->devs[n].ifindex);
		if (!ifindex)
			return false;
		memcpy(&fib->msg[fib->devs[n].at], &ifindex, sizeof(ifindex));
	}
	return true;
}

/* Is it in the kernel with the devices of today? */
static bool is_current(const struct hka_fib *fib)
{
	u32 ifindex;
	u8 n;

	for (n = 0; n < fib->n_devs; n++) {
		memcpy(&ifindex, &fib->msg[fib->devs[n].at], sizeof(ifindex));
		if (ifindex != READ_ONCE(fib->devs[n].ifindex))
			return false;
	}
	return true;
}

/* ---- states ---- */

/* vr->lock held. */
static void note(struct hka_fib *fib, u8 kind)
{
	struct hka_note n = {
		.kind = kind,
		.reason = fib->name,
		.text = fib->text,
		.error = fib->error,
	};

	hka_note(fib->vr, &n);
}

/* The kernel said no. Told when it says something new. */
static void refused(struct hka_fib *fib, int err, const char *words)
{
	struct hka_text *text = *words ? hka_text_new(words) : NULL;
	bool news = fib->state != HKA_VIP_STATE_FAILED || fib->error != -err;

	hka_vr_lock(fib->vr);
	swap(fib->text, text);
	WRITE_ONCE(fib->state, HKA_VIP_STATE_FAILED);
	fib->error = -err;
	if (news)
		note(fib, HKA_EVENT_KIND_ROUTE_FAILED);
	hka_vr_unlock(fib->vr);
	hka_text_put(text);
}

static void set_state(struct hka_fib *fib, u8 state)
{
	struct hka_text *text = NULL;

	hka_vr_lock(fib->vr);
	swap(fib->text, text);
	WRITE_ONCE(fib->state, state);
	fib->error = 0;
	hka_vr_unlock(fib->vr);
	hka_text_put(text);
}

static void unplace(struct hka_fib *fib)
{
	list_del_init(&fib->placed);
	fib->gone = HKA_FIB_KEPT;
	hka_fib_put(fib);
}

static void take_off(struct hka_fib *fib)
{
	bool known_gone = fib->rule && fib->gone >= HKA_FIB_QUIET, other;

	/* It may have gone with its device, or by somebody's hand: then it is gone. */
	if (!known_gone && !hka_fib_has_twin(fib))
		delete(fib, &fib->nlh, &other);
	unplace(fib);
}

static bool put_on(struct hka_fib *fib)
{
	bool placed = !list_empty(&fib->placed);
	u8 gone = fib->gone;
	char words[HKA_FIB_TEXT];
	bool other;
	int err;

	/* What is left of a route, one nexthop of several, is in the way. */
	if (placed && !fib->rule && gone >= HKA_FIB_QUIET && !hka_fib_has_twin(fib))
		delete(fib, &fib->nlh, &other);
	WRITE_ONCE(fib->oif, 0);
	*words = '\0';
	err = set_devices(fib) ? add(fib, words, sizeof(words)) : -ENODEV;
	/* It was not gone; or another router of ours has the same. */
	if (err == -EEXIST && ((placed && gone == HKA_FIB_DOUBTFUL) || hka_fib_has_twin(fib)))
		err = 0;
	if (err) {
		if (placed)
			fib->gone = max_t(u8, gone, HKA_FIB_QUIET);
		refused(fib, err, words);
		return false;
	}
	if (!placed) {
		kref_get(&fib->ref);
		list_add_tail(&fib->placed, &fib->vr->placed);
	}
	fib->gone = HKA_FIB_KEPT;
	set_state(fib, HKA_VIP_STATE_INSTALLED);
	if (gone == HKA_FIB_REMOVED) {
		hka_vr_lock(fib->vr);
		note(fib, HKA_EVENT_KIND_ROUTE_RESTORED);
		hka_vr_unlock(fib->vr);
	}
	return true;
}

/* ---- passes ---- */

/* Where the message tells who added it. */
static u8 *protocol_of(struct nlmsghdr *nlh, bool rule)
{
	if (!rule)
		return &((struct rtmsg *)nlmsg_data(nlh))->rtm_protocol;
	return nla_data(nlmsg_find_attr(nlh, sizeof(struct fib_rule_hdr), FRA_PROTOCOL));
}

static void sweep_one(struct hka_fib *fib)
{
	static const u8 marks[] = { HKA_RTPROT, PROTO_KEEPALIVED };
	struct nlmsghdr *nlh;
	bool other;
	u8 i;

	/* Another router of ours has it; or it is marked as the host's own might be. */
	if (hka_fib_has_twin(fib) || !set_devices(fib))
		return;
	/* Others look at the message meanwhile. */
	nlh = kmemdup(&fib->nlh, fib->nlh.nlmsg_len, GFP_KERNEL);
	if (!nlh)
		return;
	for (i = 0; i < ARRAY_SIZE(marks); i++) {
		*protocol_of(nlh, fib->rule) = marks[i];
		if (delete(fib, nlh, &other) || other)
			continue;
		hka_vr_lock(fib->vr);
		note(fib, HKA_EVENT_KIND_ROUTE_LEFT_OVER);
		hka_vr_unlock(fib->vr);
	}
	kfree(nlh);
}

/* What a dead predecessor left behind goes, before the first use. */
void hka_fibs_sweep(struct hka_fibs *fibs)
{
	struct hka_fib *fib;
	u16 i;

	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		if (!fib->swept)
			sweep_one(fib);
		fib->swept = true;
	}
}

/* Take off what is not wanted any more, in reverse; of a router that is not MASTER, all. */
void hka_fibs_remove(struct hka_vr *vr, struct hka_fibs *fibs, bool master)
{
	struct hka_fib *fib, *next;
	u16 i;

	list_for_each_entry(fib, &vr->placed, placed)
		fib->wanted = false;
	for (i = 0; master && fibs && i < fibs->count; i++)
		fibs->entry[i].fib->wanted = true;
	list_for_each_entry_safe_reverse(fib, next, &vr->placed, placed)
		if (!fib->wanted || !is_current(fib))
			take_off(fib);
	if (master)
		return;
	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		fib->fights = 0;
		fib->tries = 0;
		fib->back_at = 0;
		if (fib->state == HKA_VIP_STATE_ABSENT && !fib->removals)
			continue;
		WRITE_ONCE(fib->removals, 0);
		set_state(fib, HKA_VIP_STATE_ABSENT);
	}
}

/*
 * Put on what is missing, in order. Return: when to try again, or HKA_NEVER. Stops
 * early when the router is no longer MASTER.
 */
u64 hka_fibs_install(struct hka_vr *vr, struct hka_fibs *fibs)
{
	u64 now = ktime_get_ns(), at = HKA_NEVER;
	struct hka_fib *fib;
	u16 i;

	for (i = 0; fibs && i < fibs->count; i++) {
		fib = fibs->entry[i].fib;
		if (!READ_ONCE(vr->gate_open))
			return HKA_NEVER;
		if (!list_empty(&fib->placed) && !fib->gone)
			continue;
		if (fib->back_at <= now) {
			if (put_on(fib)) {
				fib->tries = 0;
				continue;
			}
			fib->back_at = now + ((u64)HKA_RETRY_NS << fib->tries);
			fib->tries = min_t(u8, fib->tries + 1, TRIES_SHIFT_MAX);
		} else if (fib->state == HKA_VIP_STATE_INSTALLED) {
			set_state(fib, HKA_VIP_STATE_PENDING);
		}
		at = min(at, fib->back_at);
	}
	return at;
}

/* Of a MASTER, what has left the kernel's tables since the last pass. */
void hka_fibs_account(struct hka_vr *vr)
{
	struct hka_fibs *fibs;
	struct hka_fib *fib;
	bool no_track;
	u64 now;
	u16 i;

	hka_vr_lock(vr);
	if (!vr->fib_lost) {
		hka_vr_unlock(vr);
		return;
	}
	vr->fib_lost = false;
	fibs = vr->fibs;
	now = ktime_get_ns();
	for (i = 0; fibs && i < fibs->count; i++) {
		u8 lost;

		fib = fibs->entry[i].fib;
		no_track = fibs->entry[i].no_track;
		lost = fib->lost;
		fib->lost = HKA_FIB_KEPT;
		if (!lost || !vr->gate_open)
			continue;
		/* Whatever was in its way may have gone. */
		fib->tries = 0;
		fib->back_at = now;
		if (list_empty(&fib->placed))
			continue;
		fib->gone = max(fib->gone, lost);
		if (lost != HKA_FIB_REMOVED)
			continue;
		vr->stats.route_removals++;
		WRITE_ONCE(fib->removals, fib->removals + 1);
		note(fib, HKA_EVENT_KIND_ROUTE_REMOVED);
		fib->back_at = hka_fence_contend(vr, &fib->fights, &fib->fight_since,
						 no_track ? HKA_FAULT_NONE :
							    HKA_FAULT_ROUTE_FIGHT, now);
	}
	hka_vr_unlock(vr);
	/* Fenced off, or to look at the clock for what is due now. */
	hka_vr_kick(vr);
}
