# SPDX-License-Identifier: GPL-2.0-or-later
#
# The top of the build: module, userspace, checks. Nothing to configure; `make help`
# tells what there is. Objects go to build/, which is all that `make clean` removes
# beside what userspace made.
#
#	KDIR=DIR   kernel headers or build tree to build the module for
#	V=1        say each command

version := $(shell sed -n 's/^hka-version := //p' Kbuild)
release := $(shell uname -r)
Q := $(if $(V),,@)
export V

# The running kernel's headers, or the newest there are (real time only if named).
kdir-newest = $(lastword $(shell ls -d /lib/modules/*/build /usr/src/linux-headers-*-$(shell \
	dpkg --print-architecture 2>/dev/null) 2>/dev/null | grep -v -- -rt- | sort -V))
KDIR ?= $(or $(wildcard /lib/modules/$(release)/build),$(kdir-newest))

PREFIX ?= /usr
DESTDIR ?=
# Debian's dkms wants sources where the kernel's are, whatever PREFIX says.
dkms-source := $(DESTDIR)/usr/src/hka-$(version)

.PHONY: all module userspace install dkms-install dkms-uninstall clean help
all: module userspace

module:
	$(Q)test -n "$(KDIR)" || { echo "No kernel headers found. Install them (apt-get install" \
		"linux-headers-$(release)) or name them: make KDIR=..."; exit 1; }
	$(Q)echo "Module for $(patsubst linux-headers-%,%,$(notdir $(realpath $(KDIR)))) ($(KDIR))"
	$(Q)ln -sfn "$$(realpath -s --relative-to=build "$$(scripts/build-module $(KDIR) $(KFLAGS))")" \
		build/hka.ko

userspace:
	$(Q)scripts/apt-deps.sh --check userspace
	$(Q)$(MAKE) --no-print-directory -C userspace

# --- installing -------------------------------------------------------------

install: userspace
	$(Q)$(MAKE) --no-print-directory -C userspace install PREFIX=$(PREFIX) DESTDIR=$(DESTDIR)

# The module for every kernel that is installed, and for those that come. With DESTDIR
# only its sources, for a package.
dkms-install:
ifneq ($(DESTDIR),)
	$(Q)scripts/install-source $(dkms-source)
else
	$(Q)command -v dkms >/dev/null || { echo "dkms is missing: apt-get install dkms"; exit 1; }
	$(Q)scripts/dkms-install
endif

dkms-uninstall:
	$(Q)dkms remove -m hka -v $(version) --all || :
	$(Q)rm -rf $(dkms-source)

# --- checks -----------------------------------------------------------------
# Each names what it proves in scripts/run-checks; logs are in build/log.

.PHONY: check-config quick check check-ci check-debug check-interop check-kernels check-system soak mutants unit fuzz demo bench-engine
check-config:
	$(Q)scripts/check-config.sh $(if $(filter-out file,$(origin KDIR)),$(KDIR))

unit:
	$(Q)$(MAKE) --no-print-directory -C tests/unit check GROUP=$(GROUP)

fuzz:
	$(Q)$(MAKE) --no-print-directory -C tests/fuzz smoke

quick check check-ci check-debug check-interop check-kernels check-system soak mutants:
	$(Q)scripts/run-checks $@

demo:
	$(Q)tests/vm/demo

bench-engine:
	$(Q)scripts/apt-deps.sh module userspace guests
	$(Q)$(MAKE) --no-print-directory userspace
	$(Q)tests/vm/bench

clean:
	$(Q)rm -rf build
	$(Q)if [ -e userspace/Makefile ]; then $(MAKE) --no-print-directory -C userspace clean; fi

help:
	@echo "make                the module for this kernel (KDIR= for another) and hkactl"
	@echo "make install        hkad, hka-run, their units, hkactl, man pages, completion (PREFIX=/usr, DESTDIR=)"
	@echo "make dkms-install   the module for every installed kernel, by dkms"
	@echo "make check-config   does the kernel have what hka needs?"
	@echo "make demo           two routers and a client in a guest: watch a failover"
	@echo
	@echo "make quick          host tests and static checks, 3 minutes"
	@echo "make check          what every change must pass, with guests on two kernels"
	@echo "make check-ci       the same with all scenarios on both kernels, dkms, longer fuzzing"
	@echo "make soak           a simulated minute of each load, seeded faults, 2,000 reloads"
	@echo "make check-kernels  compile for every supported kernel, guests on 6.12-rt and 7.3"
	@echo "make check-interop  beside keepalived and FRR, in guests"
	@echo "make check-system   installed on a server with systemd, in guests"
	@echo "make check-debug    the guests on a kernel with KASAN, lockdep, kmemleak"
	@echo "make mutants        seeded faults, each of which a named test must notice"
	@echo "make bench-engine   failover and jitter, measured beside keepalived"
	@echo "make unit|fuzz      one part (GROUP=fsm)"
	@echo "make clean          remove what was built"
