# hashlib and hmac give the published digests.
import hashlib
import hmac
import zlib

for name in ("md5", "sha1", "sha256", "sha3_256", "blake2s"):
    print(name, hashlib.new(name, b"abc").hexdigest()[:16], getattr(hashlib, name)(b"abc").digest_size)
running = hashlib.sha512()
running.update(b"a")
copied = running.copy()
running.update(b"bc")
print(running.hexdigest() == hashlib.sha512(b"abc").hexdigest(), copied.hexdigest()[:8])
print(hmac.new(b"key", b"message", "sha256").hexdigest()[:16], hmac.compare_digest("a", "a"))
print(hashlib.pbkdf2_hmac("sha256", b"password", b"salt", 1000).hex()[:16], hashlib.shake_128(b"x").hexdigest(4))
print(zlib.crc32(b"abc"), zlib.adler32(b"abc"), hashlib.blake2b(b"x", digest_size=4, key=b"k").hexdigest())
print("OK")
