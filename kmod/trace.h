/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Tracepoints, for those who look for a lost microsecond: /sys/kernel/tracing/events/hka.
 * They read and change nothing. Names and fields are documented in hka(4); a field keeps
 * its meaning.
 *
 * Names are fixed arrays: the helpers for strings have changed their arguments between
 * the kernels this builds for.
 */
#undef TRACE_SYSTEM
#define TRACE_SYSTEM hka

#if !defined(_HKA_TRACE_H) || defined(TRACE_HEADER_MULTI_READ)
#define _HKA_TRACE_H

#include <linux/tracepoint.h>

#include "vr.h"

TRACE_DEFINE_ENUM(HKA_STATE_INIT);
TRACE_DEFINE_ENUM(HKA_STATE_BACKUP);
TRACE_DEFINE_ENUM(HKA_STATE_MASTER);
TRACE_DEFINE_ENUM(HKA_STATE_FAULT);

#define hka_show_state(state)				\
	__print_symbolic(state,				\
			 { HKA_STATE_INIT, "INIT" },	\
			 { HKA_STATE_BACKUP, "BACKUP" },	\
			 { HKA_STATE_MASTER, "MASTER" },	\
			 { HKA_STATE_FAULT, "FAULT" })

/* A router changed its state. */
TRACE_EVENT(hka_state,
	TP_PROTO(const struct hka_vr *vr, u8 from),
	TP_ARGS(vr, from),
	TP_STRUCT__entry(
		__array(char, name, HKA_NAME_MAX + 1)
		__field(int, ifindex)
		__field(u8, vrid)
		__field(u8, family)
		__field(u8, from)
		__field(u8, to)
		__field(u8, cause)
		__field(u8, priority)
	),
	TP_fast_assign(
		memcpy(__entry->name, vr->name, sizeof(__entry->name));
		__entry->ifindex = vr->ifindex;
		__entry->vrid = vr->vrid;
		__entry->family = vr->family;
		__entry->from = from;
		__entry->to = vr->fsm.state;
		__entry->cause = vr->fsm.last_event;
		__entry->priority = vr->cfg.priority;
	),
	TP_printk("name=%s ifindex=%d vrid=%u family=%u from=%s to=%s cause=%u priority=%u",
		  __entry->name, __entry->ifindex, __entry->vrid, __entry->family,
		  hka_show_state(__entry->from), hka_show_state(__entry->to), __entry->cause,
		  __entry->priority)
);

/* An advert was handed to the device, or refused. */
TRACE_EVENT(hka_advert_sent,
	TP_PROTO(const struct hka_vr *vr, u8 priority, int err),
	TP_ARGS(vr, priority, err),
	TP_STRUCT__entry(
		__array(char, name, HKA_NAME_MAX + 1)
		__field(int, ifindex)
		__field(u8, vrid)
		__field(u8, family)
		__field(u8, priority)
		__field(int, err)
	),
	TP_fast_assign(
		memcpy(__entry->name, vr->name, sizeof(__entry->name));
		__entry->ifindex = vr->ifindex;
		__entry->vrid = vr->vrid;
		__entry->family = vr->family;
		__entry->priority = priority;
		__entry->err = err;
	),
	TP_printk("name=%s ifindex=%d vrid=%u family=%u priority=%u err=%d",
		  __entry->name, __entry->ifindex, __entry->vrid, __entry->family,
		  __entry->priority, __entry->err)
);

/* A valid advert was given to the machine. */
TRACE_EVENT(hka_advert_received,
	TP_PROTO(const struct hka_vr *vr, const struct hka_addr *source, u8 priority,
		 u32 interval_us),
	TP_ARGS(vr, source, priority, interval_us),
	TP_STRUCT__entry(
		__array(char, name, HKA_NAME_MAX + 1)
		__field(int, ifindex)
		__field(u8, vrid)
		__field(u8, family)
		__field(u8, state)
		__field(u8, priority)
		__field(u32, interval)
		__array(u8, source, 16)
	),
	TP_fast_assign(
		memcpy(__entry->name, vr->name, sizeof(__entry->name));
		__entry->ifindex = vr->ifindex;
		__entry->vrid = vr->vrid;
		__entry->family = vr->family;
		__entry->state = vr->fsm.state;
		__entry->priority = priority;
		__entry->interval = interval_us;
		memcpy(__entry->source, source->b, sizeof(__entry->source));
	),
	TP_printk("name=%s ifindex=%d vrid=%u family=%u state=%s priority=%u interval=%u source=%s",
		  __entry->name, __entry->ifindex, __entry->vrid, __entry->family,
		  hka_show_state(__entry->state), __entry->priority, __entry->interval,
		  __print_hex_str(__entry->source, __entry->family == HKA_FAMILY_IPV6 ? 16 : 4))
);

/* A packet failed a check: enum hka_drop of linux/hka.h. */
TRACE_EVENT(hka_drop,
	TP_PROTO(int ifindex, const struct hka_packet_rx *rx, u32 reason),
	TP_ARGS(ifindex, rx, reason),
	TP_STRUCT__entry(
		__field(int, ifindex)
		__field(u8, vrid)
		__field(u8, family)
		__field(u8, ttl)
		__field(u32, len)
		__field(u32, reason)
		__array(u8, source, 16)
	),
	TP_fast_assign(
		__entry->ifindex = ifindex;
		__entry->vrid = rx->len > 1 ? rx->msg[1] : 0;
		__entry->family = rx->family;
		__entry->ttl = rx->ttl;
		__entry->len = rx->len;
		__entry->reason = reason;
		memcpy(__entry->source, rx->src.b, sizeof(__entry->source));
	),
	TP_printk("ifindex=%d vrid=%u family=%u ttl=%u len=%u reason=%u source=%s",
		  __entry->ifindex, __entry->vrid, __entry->family, __entry->ttl, __entry->len,
		  __entry->reason,
		  __print_hex_str(__entry->source, __entry->family == HKA_FAMILY_IPV6 ? 16 : 4))
);

#endif /* _HKA_TRACE_H */

#undef TRACE_INCLUDE_PATH
#define TRACE_INCLUDE_PATH .
#undef TRACE_INCLUDE_FILE
#define TRACE_INCLUDE_FILE trace
#include <trace/define_trace.h>
