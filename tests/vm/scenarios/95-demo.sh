# shellcheck shell=sh disable=SC2154,SC2034,SC2015
# SPDX-License-Identifier: GPL-2.0-or-later
# What "make demo" shows: an election, a MASTER that dies, the takeover, its return.
# proves: FSM-B7+ FSM-B10+ TM-01+ TM-02+ TM-09 ARP-01+ ND-01+ PR-10+ 25.14
# modes: icount
# kernels: 6.1 6.12
#
# Lines that begin with ">" are for the reader; tests/vm/demo prints them. What they
# say is checked here: a figure that is not what the protocol wants fails the scenario.
allowed=1000	# us: r2's advert after Active_Down, and its announcement after that

# --- words of this scenario -------------------------------------------------

say() { echo "  > $*"; }
show() {
	say "\$ hkactl -n $1 vr show"
	hkactl -n "$1" vr show >"$run"/show
	while IFS= read -r _l; do say "$_l"; done <"$run"/show
}
# cells TEXT IPV4 IPV6: a line of a table. cells_ms: the same with us, shown as ms.
cells() { say "$(printf '   %-46s %12s %12s' "$1" "$2" "$3")"; }
ms() { printf '%d.%03d' $(($1 / 1000)) $(($1 % 1000)); }
cells_ms() { cells "$1" "$(ms "$2")" "$(ms "$3")"; }

# filters FAMILY WORD...: =advert, =announced and =pong as they look in that family.
filters() {
	_addr=192.0.2.100 _kind=garp
	[ "$1" = 4 ] || _addr=2001:db8::100 _kind=una
	_vrid=5$1
	shift
	for _w; do
		case $_w in
		=advert) echo "kind=vrrp vrid=$_vrid" ;;
		=announced) echo "kind=$_kind addr=$_addr" ;;
		=pong) echo "kind=echo-rep addr=$_addr" ;;
		*) echo "$_w" ;;
		esac
	done
}

# from first|last FILTER...: that frame is the zero of what since measures, in each family.
from() {
	_verb=$1
	shift
	for _fam in 4 6; do
		# shellcheck disable=SC2046 # a list
		wire "$_verb" $(filters $_fam "$@")
		[ -n "$answer" ] || fail "not on the wire: IPv$_fam $*"
		_t=${answer%% *}
		eval "zero$_fam=${_t%.*}${_t#*.}"
	done
}
# since VAR FILTER...: VAR4 and VAR6 are the us from there to the first such frame.
since() {
	_var=$1
	shift
	for _fam in 4 6; do
		eval "_zero=\$zero$_fam"
		# shellcheck disable=SC2046
		ask delta "$_zero" $(filters $_fam "$@")
		[ "$us" -ge 0 ] || fail "not on the wire: IPv$_fam $*"
		eval "$_var$_fam=$us"
	done
}

routers_add() { # HOST PRIORITY
	hka "$1" vr add web4 dev eth0 vrid 54 priority "$2" interval 100ms vip 192.0.2.100
	hka "$1" vr add web6 dev eth0 vrid 56 priority "$2" interval 100ms \
		vip fe80::100 vip 2001:db8::100
}
adverts() { # N FILTER...: so many, of each router
	_n=$1
	shift
	for f in 54 56; do see_n "$_n" 5s kind=vrrp vrid=$f "$@"; done
}

clients_start() {
	mark clients
	client_start 192.0.2.100 1ms
	/usr/sbin/ip netns exec client client eth0 2001:db8::100 1ms "$run"/client6 &
	client6=$!
	see_n 50 5s after=@clients kind=echo-rep addr=192.0.2.100
	see_n 50 5s after=@clients kind=echo-rep addr=2001:db8::100
}
clients_stop() {
	kill $client6
	client_stop
	pings4=$pings lost4=$lost outage4=$outage_us double4=$double
	wait $client6 || fail "the client failed"
	IFS= read -r answer <"$run"/client6
	echo "  client: $answer"
	eval "$answer"
	pings6=$pings lost6=$lost outage6=$outage_us double6=$double
}
clients_say() {
	cells "client  pings sent" "$pings4" "$pings6"
	cells "        pings lost" "$lost4" "$lost6"
	cells_ms "        longest time without an answer, ms" "$outage4" "$outage6"
	cells "        questions that two routers answered" "$double4" "$double6"
	[ $((double4 + double6)) = 0 ] || fail "two routers answered for one address"
}

# --- the play ---------------------------------------------------------------

topology r1 r2 client
say "   r1 192.0.2.1 ---+"
say "                   +--- switch --- client: pings 192.0.2.100 and"
say "   r2 192.0.2.2 ---+               2001:db8::100 every millisecond"
say
say "1. ELECTION. Both routers may have the addresses; r1 has the higher priority."
say
for h in r1 r2; do
	p=$((300 - 100 * ${h#r}))
	say "\$ hkactl -n $h vr add web4 dev eth0 vrid 54 priority $p interval 100ms \\"
	say "      vip 192.0.2.100"
	say "\$ hkactl -n $h vr add web6 dev eth0 vrid 56 priority $p interval 100ms \\"
	say "      vip fe80::100 vip 2001:db8::100"
	routers_add $h $p
done
wait_state r1 web4 MASTER
wait_state r1 web6 MASTER
mark begin
clients_start
say
show r1
show r2
is_state r2 web4 BACKUP
is_state r2 web6 BACKUP

adverts 3 port=r1 after=@begin
cut r1
adverts 5 port=r2 after=@cut-r1
clients_stop
down=$(down_us 100 100)
from last port=r1 =advert after=@begin
since cut kind=mark name=cut-r1
since advert port=r2 =advert
since announced port=r2 =announced
since pong port=r2 =pong
say
say "2. R1 DIES: its switch port is cut, as if its power had gone. Nobody tells r2,"
say "   which may claim when it has heard nothing for an Active_Down_Interval:"
say "   3 x 100 ms + (256 - 100)/256 x 100 ms = $(ms "$down") ms. On the wire:"
say
cells "        ms after r1's last advert" IPv4 IPv6
cells_ms "r1      last advert, priority 200" 0 0
cells_ms "r1      is cut off" "$cut4" "$cut6"
cells_ms "r2      Active_Down_Interval ends" "$down" "$down"
cells_ms "r2      first advert, priority 100" "$advert4" "$advert6"
cells_ms "r2      address announced (gratuitous ARP, NA)" "$announced4" "$announced6"
cells_ms "r2      first ping answered" "$pong4" "$pong6"
clients_say
say
show r2
is_state r2 web4 MASTER
is_state r2 web6 MASTER
for f in 4 6; do
	eval "a=\$advert$f g=\$announced$f p=\$pong$f o=\$outage$f"
	between "IPv$f: r2's first advert, us" "$a" "$down" $((down + allowed))
	between "IPv$f: announced after it, us" $((g - a)) 0 $allowed
	between "IPv$f: ping answered after that, us" $((p - g)) 0 2000
	between "IPv$f: outage of the client, us" "$o" $((down - 102000)) $((down + 5000))
done
one_answered 192.0.2.100 after=@begin
one_answered 2001:db8::100 after=@begin
late=$(((advert4 > advert6 ? advert4 : advert6) - down))

# A host that lost its power has forgotten; what this one says of it reaches nobody.
hka r1 vr del all
unseen port=r1 kind=vrrp after=@cut-r1
heal r1
clients_start
mark back
routers_add r1 200
adverts 5 port=r1 after=@back
clients_stop
from first port=r1 =advert after=@back
since yield port=r2 =advert
since announced port=r1 =announced
since pong port=r1 =pong
down=$(down_us 200 100)
say
say "3. R1 RETURNS, set up as before. It begins as BACKUP, hears a lower priority"
say "   than its own, and claims after its Active_Down_Interval, $(ms "$down") ms:"
say
cells "        ms after r1's first advert" IPv4 IPv6
cells_ms "r1      first advert, priority 200" 0 0
cells_ms "r2      yields, with a last advert" "$yield4" "$yield6"
cells_ms "r1      address announced" "$announced4" "$announced6"
cells_ms "r1      first ping answered" "$pong4" "$pong6"
clients_say
say
show r1
show r2
for f in 4 6; do
	is_state r1 web$f MASTER
	is_state r2 web$f BACKUP
	eval "z=\$zero$f y=\$yield$f g=\$announced$f l=\$lost$f"
	ask delta @back port=r1 kind=vrrp vrid=5$f
	# Two commands stand between the mark and the second router.
	between "IPv$f: r1 claims after its return, us" "$us" "$down" $((down + 60000))
	between "IPv$f: r2 yields after, us" "$y" 0 $allowed
	between "IPv$f: announced after, us" "$g" 0 $((2 * allowed))
	between "IPv$f: pings lost" "$l" 0 1
	unseen port=r2 kind=vrrp vrid=5$f after="$z+$((y + 1))us"
done
no_address r2 192.0.2.100
no_address r2 2001:db8::100
one_answered 192.0.2.100 after=@back
one_answered 2001:db8::100 after=@back
say
say "r2 took over $late us after the moment that the protocol names."
