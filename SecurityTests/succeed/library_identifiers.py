# uuid, base64, binascii and ipaddress make and read identifiers.
import base64
import binascii
import ipaddress
import uuid

print(uuid.uuid5(uuid.NAMESPACE_DNS, "example.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x").version)
print(uuid.uuid4() != uuid.uuid4(), uuid.UUID(int=5).hex, uuid.UUID("{12345678-1234-5678-1234-567812345678}").int % 1000)
print(base64.b64encode(b"\xff\xfe\xfd"), base64.urlsafe_b64encode(b"\xff\xfe\xfd"), base64.b32encode(b"hi"), base64.b85encode(b"abcd"))
print(base64.b64decode("aGk="), base64.b16decode("ff", casefold=True), binascii.hexlify(b"ab"), binascii.crc_hqx(b"ab", 0))
network = ipaddress.ip_network("192.168.4.0/22")
print(network.num_addresses, ipaddress.ip_address("192.168.5.9") in network, network.broadcast_address)
print([str(part) for part in network.subnets(new_prefix=23)], ipaddress.ip_address("::1").is_loopback,
      ipaddress.ip_address("fe80::1").exploded)
for wrong in (lambda: ipaddress.ip_address("300.1.1.1"), lambda: base64.b64decode("a"), lambda: uuid.UUID("x")):
    try:
        wrong()
    except ValueError as error:
        print(error)
print("OK")
