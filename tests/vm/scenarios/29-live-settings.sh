# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# Settings that change while a router runs count at once, and move its timers as if they had always been so.
# proves: TM-15 TM-16 TM-17 TM-19 CFG-17 FSM-A2
topology r1 r2

# die COMMAND: r1, heard by r2 each second, dies, and COMMAND is done; r2 claims after $want us.
die() {
	see_n 2 5s port=r1 kind=vrrp prio=250 after=@begin
	cut r1
	ask when port=r1 kind=vrrp
	"$@"
	see 15s port=r2 kind=vrrp after=@cut-r1
	ask delta "$ns" port=r2 kind=vrrp
	timing "claimed after, us" "$us" "$want" $((want + 2000))
	heal r1
	wait_state r2 V1 BACKUP
	mark begin
}

mark begin
hka r1 vr add V1 dev eth0 vrid 7 priority 250 interval 1s vip 192.0.2.100
hka r2 vr add V1 dev eth0 vrid 7 priority 100 interval 1s vip 192.0.2.100
wait_state r1 V1 MASTER
skew=609375

step "down count 1, 5"
hka r2 vr set V1 down-count 1
want=$((1000000 + skew)); die true
hka r2 vr set V1 down-count 5
want=$((5000000 + skew)); die true
hka r2 vr set V1 down-count 3

step "a count, a priority, that change while the timer runs: from the last advert, not from the change"
count() { pause 1500ms; hka r2 vr set V1 down-count 4; }
want=$((4000000 + skew)); die count
hka r2 vr set V1 down-count 3
priority() { pause 1500ms; hka r2 vr set V1 priority 200; }
want=3218750; die priority

step "what would be past is now"
past() { pause 2500ms; mark past; hka r2 vr set V1 down-count 1; }
see_n 2 5s port=r1 kind=vrrp prio=250 after=@begin
cut r1
past
see 1s port=r2 kind=vrrp after=@past
ask delta @past port=r2 kind=vrrp
timing "claimed after the change, us" "$us" 0 60000
heal r1
wait_state r2 V1 BACKUP
mark begin
hka r2 vr set V1 down-count 3 priority 100

step "the interval of a BACKUP counts once it is MASTER"
interval() { pause 1s; hka r2 vr set V1 interval 100ms; }
want=$((3000000 + skew)); die interval
see 1s port=r2 kind=vrrp int=100ms

step "the interval of a MASTER: a shorter one from now, a longer one after the next advert"
hka r2 vr del V1
hka r1 vr set V1 interval 2s
see_n 2 5s port=r1 kind=vrrp int=2000ms after=@begin
mark change
hka r1 vr set V1 interval 100ms
see 1s port=r1 kind=vrrp int=100ms after=@change
ask delta @change port=r1 kind=vrrp
timing "next advert after a shorter interval, us" "$us" 90000 160000
see_n 5 2s port=r1 kind=vrrp int=100ms after=@change
ask gaps period=100ms port=r1 kind=vrrp int=100ms after=@change
timing "jitter, us" "$jit_max" 0 1000
mark change
hka r1 vr set V1 interval 1s
see 1s port=r1 kind=vrrp int=1000ms after=@change
ask delta @change port=r1 kind=vrrp
timing "next advert after a longer interval, us" "$us" 0 102000
see_n 3 5s port=r1 kind=vrrp int=1000ms after=@change
ask gaps period=1s port=r1 kind=vrrp int=1000ms after=@change
timing "jitter, us" "$jit_max" 0 1000

step "a MASTER whose priority changes says so in its next advert"
mark change
hka r1 vr set V1 priority 77
see 2s port=r1 kind=vrrp prio=77 after=@change
unseen port=r1 kind=vrrp "prio!=77" after=@change
