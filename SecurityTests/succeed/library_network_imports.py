# Modules for processes and networks import, so that programs which mention them run.
import asyncio.subprocess
import ftplib
import http.client
import http.server
import multiprocessing
import selectors
import smtplib
import socket
import socketserver
import subprocess
import urllib.request
import webbrowser
import xmlrpc.client

print(subprocess.PIPE, subprocess.CalledProcessError(3, "tool"), http.client.responses[404])
print(socket.AF_INET.name, socket.inet_ntoa(b"\x7f\x00\x00\x01"), socket.htons(1), socket.inet_aton("10.0.0.1"))
print(urllib.request.Request("http://example.org/x", headers={"A": "b"}).host, smtplib.SMTPException.__name__)
print(xmlrpc.client.loads(xmlrpc.client.dumps((1, "x"), "call")), issubclass(TimeoutError, OSError))
print("OK")
