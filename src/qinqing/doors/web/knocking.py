"""Who may still try a password: counted so that a stranger can neither guess one nor lock its owner out.

Devices that the account signed in on before count by themselves. All others count together: by address, by account at
that address, and by account. Names that do not exist are counted like those that do.
"""

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from qinqing.doors.web import devices
from qinqing.doors.web.requests import Request, address_of
from qinqing.services.accounts import actions as accounts
from qinqing.services.accounts import queries
from qinqing.services.accounts.rules import GUESSED_IN, GUESSES

BY_DEVICE = 10
BY_PLACE = 5
BY_ADDRESS = 300
NETWORK = 64  # bits of an IPv6 address that name the line; whoever has it has all the rest


class Counter(NamedTuple):
    """One count of guesses: ``own`` is that of this very place, which the right password wipes clean."""

    key: str
    limit: int
    own: bool = False


class Knock:
    """One attempt to sign in by name and password."""

    def __init__(self, request: Request, username: str) -> None:
        self.at = request.at
        account = queries.account_signing_in_as(username)
        self.device = devices.known(request).get(account.pk, "") if account else ""
        name = account.username if account else username  # one account is one count, by its name or by its number
        self.counters = list(self._counters(queries.current_guess_key(name), network_of(address_of(request))))
        self.locks = False

    def _counters(self, name: str, network: str) -> Iterator[Counter]:
        if self.device:
            yield Counter(f"{name}:device:{self.device}", BY_DEVICE, own=True)
            return
        yield Counter(f"sign-in@{network}", BY_ADDRESS)
        yield Counter(f"{name}@{network}", BY_PLACE, own=True)
        yield Counter(name, GUESSES)

    def may_try(self) -> bool:
        """Counts the attempt. What one counter turns away the next does not count: one address cannot use up what the
        account has. ``locks`` then says that the account, or this device of its owner's, is closed from now on."""
        for counter in self.counters:
            place = accounts.guess(counter.key, at=self.at, limit=counter.limit, window=GUESSED_IN)
            if place > counter.limit:
                self.locks = counter is self.counters[-1] and place == counter.limit + 1
                return False
        return True

    def was_right(self) -> None:
        """The right password is no guess; what others guessed before stays counted."""
        for counter in self.counters:
            (accounts.forgive if counter.own else accounts.give_back)(counter.key)


def network_of(address: str) -> str:
    """An IPv4 address as it is, an IPv6 address as the line it comes from; an IPv4 address in IPv6's clothes is the former."""
    try:
        found = ip_address(address)
    except ValueError:
        return ""
    mapped = getattr(found, "ipv4_mapped", None)
    if mapped or found.version == 4:
        return str(mapped or found)
    return str(ip_network((found, NETWORK), strict=False))


class Proof:
    """One attempt at a code of the second factor. Who tries has passed the password; the owner's device counts apart."""

    def __init__(self, request: Request, account_id: int) -> None:
        self.at = request.at
        device = devices.known(request).get(account_id, "")
        self.key = f"second:{account_id}:{device}" if device else f"second:{account_id}"
        self.locks = False

    def may_try(self) -> bool:
        """Counts the attempt in each window; ``locks`` says whether this is the first that is turned away."""
        for limit, window in accounts.second_factor_windows():
            place = accounts.guess(f"{self.key}:{window.days}", at=self.at, limit=limit, window=window)
            if place > limit:
                self.locks = place == limit + 1
                return False
        return True

    def was_right(self) -> None:
        """The right code is no guess; wrong ones stay counted."""
        for _, window in accounts.second_factor_windows():
            accounts.give_back(f"{self.key}:{window.days}")
