import pytest

from workshop.server.limits import HERE, Attempts, Guesses, address_of, networks


class Clock:
    now = 0.0

    def __call__(self):
        return self.now


def test_ten_mistakes_close_the_door_until_the_window_is_over():
    clock = Clock()
    attempts = Attempts(limit=10, window=600, clock=clock)
    for _ in range(9):
        attempts.mistake("a")
    assert attempts.wait("a") == 0
    attempts.mistake("a")
    assert attempts.wait("a") == 10
    assert attempts.wait("b") == 0
    clock.now = 541
    assert attempts.wait("a") == 1
    clock.now = 601
    assert attempts.wait("a") == 0


def test_mistakes_are_forgotten_one_by_one():
    clock = Clock()
    attempts = Attempts(limit=2, window=60, clock=clock)
    attempts.mistake("a")
    clock.now = 40
    attempts.mistake("a")
    assert attempts.wait("a") == 1
    clock.now = 61
    assert attempts.wait("a") == 0


def test_memory_is_bounded():
    attempts = Attempts(limit=1, addresses=50)
    for number in range(500):
        attempts.mistake(str(number))
    assert len(attempts._mistakes) == 50
    assert attempts.wait("499") > 0


@pytest.mark.parametrize(
    ("peer", "forwarded", "proxy", "counts"),
    [
        ("10.0.0.1", "1.1.1.1", False, "10.0.0.1"),
        ("10.0.0.1", "1.1.1.1", True, "10.0.0.1"),
        ("127.0.0.1", "1.1.1.1, 2.2.2.2", True, "2.2.2.2"),
        ("127.0.0.1", "nonsense", True, "127.0.0.1"),
        ("2001:db8:1:2:3::4", "", False, "2001:db8:1:2::/64"),
        ("::ffff:10.0.0.1", "", False, "10.0.0.1"),
        ("::1", "2001:db8:1:2:3::4", True, "2001:db8:1:2::/64"),
    ],
)
def test_what_counts_as_one_address(peer, forwarded, proxy, counts):
    assert address_of(peer, forwarded, HERE if proxy else ()) == counts


@pytest.mark.parametrize(
    ("peer", "forwarded", "counts"),
    [
        ("10.0.0.5", "1.1.1.1", "1.1.1.1"),
        ("10.0.1.9", "6.6.6.6, 1.1.1.1, 10.0.0.5", "1.1.1.1"),
        ("10.0.0.6", "1.1.1.1", "10.0.0.6"),
        ("127.0.0.1", "1.1.1.1", "127.0.0.1"),
        ("::ffff:10.0.0.5", "1.1.1.1", "1.1.1.1"),
    ],
)
def test_only_proxies_that_are_named_are_believed(peer, forwarded, counts):
    assert address_of(peer, forwarded, networks("10.0.0.5, 10.0.1.0/24")) == counts


def test_what_is_no_address_is_named():
    with pytest.raises(ValueError, match="'10.0.0' is not an address"):
        networks("127.0.0.1,10.0.0")


def test_all_guesses_together_have_an_end():
    guesses = Guesses(clock=Clock())
    for number in range(600):
        assert guesses.wait(f"address {number}", "") == 0
        guesses.mistake(f"address {number}", "")
    assert guesses.wait("another", "") == 10


def test_servers_of_one_house_count_guesses_together_and_no_address_travels():
    one, other, stranger = Guesses(b"secret" * 6), Guesses(b"secret" * 6), Guesses(b"another" * 6)
    words = [(one if number % 2 else other).mistake("203.0.113.9", "browser") for number in range(10)]
    for word in words:
        assert "203.0.113.9" not in word
        assert "browser" not in word
        for server in (one, other, stranger):
            server.overhear(word)
    assert one.wait("198.51.100.1", "browser") == other.wait("198.51.100.1", "browser") == 10
    assert stranger.wait("203.0.113.9", "browser") == 0
    one.overhear("nonsense")
