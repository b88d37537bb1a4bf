# Tests patch what programs commonly call of the library, and find it as it was.
import os
import random
import subprocess
import time
import unittest
import urllib.request
import uuid
from unittest import mock


def report(path):
    if not os.path.exists(path):
        return "absent"
    started = time.time()
    time.sleep(60)
    done = subprocess.run(["tool", path], capture_output=True)
    page = urllib.request.urlopen("http://example.invalid").read()
    return started, done.returncode, page, random.randint(1, 6), str(uuid.uuid4()), os.listdir(path), os.getcwd()


class Patched(unittest.TestCase):
    @mock.patch("os.path.exists", return_value=True)
    @mock.patch("time.time", return_value=5.0)
    @mock.patch("time.sleep")
    @mock.patch("subprocess.run")
    @mock.patch("urllib.request.urlopen")
    @mock.patch("random.randint", side_effect=[4])
    @mock.patch("uuid.uuid4", return_value="id")
    @mock.patch("os.listdir", return_value=["one"])
    @mock.patch("os.getcwd", return_value="/here")
    def test_report(self, cwd, listed, identity, die, opened, run, sleep, clock, exists):
        run.return_value.returncode = 0
        opened.return_value.read.return_value = b"page"
        self.assertEqual(report("/folder"), (5.0, 0, b"page", 4, "id", ["one"], "/here"))
        sleep.assert_called_once_with(60)
        run.assert_called_once_with(["tool", "/folder"], capture_output=True)

    def test_absent(self):
        self.assertEqual(report("/no/such/folder"), "absent")


result = unittest.TestResult()
unittest.defaultTestLoader.loadTestsFromTestCase(Patched).run(result)
print(result)
print(time.time() > 5, random.randint(2, 2), os.path.exists("/no/such/folder"))
print("OK")
