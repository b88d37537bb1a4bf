# Everyday digests and identifiers: hashlib, hmac, uuid, ipaddress.


def test_hashlib_vectors():
    import hashlib
    assert hashlib.md5(b"").hexdigest() == "d41d8cd98f00b204e9800998ecf8427e"
    assert hashlib.sha256(b"abc").hexdigest().startswith("ba7816bf8f01cfea")
    assert hashlib.sha512(b"abc").digest()[:2] == b"\xdd\xaf" and hashlib.sha3_224(b"").hexdigest()[:6] == "6b4e03"


def test_hashlib_interface():
    import hashlib
    running = hashlib.new("sha1")
    for part in (b"a", b"b"):
        running.update(part)
    assert running.hexdigest() == hashlib.sha1(b"ab").hexdigest() and running.name == "sha1" and running.block_size == 64
    assert {"md5", "sha256", "blake2b"} <= hashlib.algorithms_guaranteed
    try:
        hashlib.new("no such digest")
    except ValueError:
        pass
    else:
        raise AssertionError("unknown digest")


def test_hashlib_keyed():
    import hashlib
    assert hashlib.blake2b(b"x", key=b"k", digest_size=16).digest_size == 16
    assert hashlib.shake_256(b"x").hexdigest(5) == hashlib.shake_256(b"x").hexdigest(10)[:10]
    assert hashlib.pbkdf2_hmac("sha1", b"password", b"salt", 1).hex() == "0c60c80f961f0e71f3a9b524af6012062fe037a6"


def test_hashlib_stream():
    import hashlib
    import io
    assert hashlib.file_digest(io.BytesIO(b"abc"), "sha256").hexdigest()[:8] == "ba7816bf"


def test_hmac_digest():
    import hmac
    code = hmac.new(b"key", b"The quick brown fox jumps over the lazy dog", "md5")
    assert code.hexdigest() == "80070713463e7749b90c2dc24911e275"
    assert hmac.compare_digest(code.digest(), hmac.digest(b"key", b"The quick brown fox jumps over the lazy dog", "md5"))


def test_uuid_kinds():
    import uuid
    assert str(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org")) == "886313e1-3b8a-5372-9b90-0c9aee199e5d"
    assert uuid.uuid4().version == 4 and uuid.uuid4() != uuid.uuid4()
    assert uuid.UUID(bytes=bytes(16)).int == 0 and uuid.UUID("{" + "12345678" * 4 + "}").hex == "12345678" * 4


def test_uuid_time():
    import uuid
    first, second = (uuid.uuid1(node=0x010203040506, clock_seq=1) for _ in range(2))
    assert first.version == 1 and first.node == 0x010203040506 and first.time <= second.time


def test_ipaddress_networks():
    import ipaddress
    network = ipaddress.ip_network("10.0.0.0/29")
    assert [str(host) for host in network.hosts()][::5] == ["10.0.0.1", "10.0.0.6"]
    assert network.supernet(new_prefix=24).overlaps(network) and str(network.netmask) == "255.255.255.248"
    assert list(ipaddress.collapse_addresses([ipaddress.ip_network("10.0.0.0/25"), ipaddress.ip_network("10.0.0.128/25")]))


def test_ipaddress_addresses():
    import ipaddress
    address = ipaddress.ip_address("2001:db8::1")
    assert address.version == 6 and address.compressed == "2001:db8::1" and int(ipaddress.ip_address("0.0.1.0")) == 256
    assert ipaddress.ip_address("127.0.0.1").is_loopback and ipaddress.ip_address("8.8.8.8").is_global
    assert sorted(map(ipaddress.ip_address, ["10.0.0.2", "9.9.9.9"]))[0].packed == b"\x09" * 4


if __name__ == "__main__":
    import sys
    passed = failed = 0
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            try:
                test()
                passed += 1
                print("pass", name)
            except Exception as error:
                failed += 1
                print(f"FAIL {name} {type(error).__name__}: {error}")
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)
