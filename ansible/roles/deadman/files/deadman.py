#!/usr/bin/env python3
"""A dead man's switch for the monitoring: raises the alarm when it is not told any more that alerts get through.

Prometheus' alert Watchdog always fires and carries the time of its evaluation; Alertmanager posts it here. The alarm is
raised when that time has not advanced for longer than the timeout: because no post comes (Alertmanager, or the way),
or because the posts repeat an old one (Prometheus: Alertmanager keeps an alert for minutes after its source has died).
It goes to the journal (priority err) and, as configured, to webhooks in Alertmanager's own format and by e-mail; each
is tried until it succeeds. GET / says 200 while all is well, else 503. Settings: the environment, see settings() below.
"""

import datetime
import email.message
import http.server
import json
import os
import smtplib
import socket
import ssl
import sys
import threading
import time
import urllib.request

RETRY_SECONDS = 30
LARGEST_POST = 1 << 20


class Watch:
    """What has been heard, by a clock that no time synchronisation can turn."""

    def __init__(self, timeout, clock=time.monotonic):
        self.timeout, self.clock = timeout, clock
        self.posted = self.advanced = clock()
        self.evaluated = 0.0

    def feed(self, evaluated):
        self.posted = self.clock()
        if evaluated > self.evaluated:
            self.evaluated, self.advanced = evaluated, self.posted

    def silence(self):
        """Why and for how long nothing new has been heard; None while that is within the timeout."""
        now = self.clock()
        if now - self.advanced <= self.timeout:
            return None
        if now - self.posted > self.timeout:
            return f"Alertmanager has not posted the Watchdog for {now - self.posted:.0f} s: it has stopped, or its way here"
        return f"the Watchdog has not been evaluated for {now - self.advanced:.0f} s: Prometheus has stopped, or its way to Alertmanager"


class Server(http.server.ThreadingHTTPServer):
    def __init__(self, listen, handler):
        self.address_family = socket.AF_INET6 if ":" in listen[0] else socket.AF_INET
        super().__init__(listen, handler)


def address(text):
    """Host and port of HOST:PORT; an IPv6 address stands in brackets there."""
    host, _, port = text.rpartition(":")
    return host.strip("[]"), int(port)


def handler(watch):
    class Handler(http.server.BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self):
            try:
                size = min(int(self.headers.get("Content-Length", 0)), LARGEST_POST)
                for alert in json.loads(self.rfile.read(size))["alerts"]:
                    if alert["status"] == "firing" and alert["labels"]["alertname"] == "Watchdog":
                        watch.feed(float(alert["annotations"]["evaluated"]))
                self.answer(200, "heard")
            except (AttributeError, KeyError, TypeError, ValueError) as fault:
                log(4, f"not a post of the Watchdog: {fault!r}")
                self.answer(400, "not a post of the Watchdog")

        def do_GET(self):
            silence = watch.silence()
            self.answer(503 if silence else 200, silence or "alerts get through")

        def answer(self, status, text):
            body = f"{text}\n".encode()
            self.send_response(status)
            self.send_header("Content-Type", "text/plain; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            """One post every half a minute is no news."""

    return Handler


def log(priority, text):
    print(f"<{priority}>{text}", file=sys.stderr, flush=True)


def tell_systemd(state):
    address = os.environ.get("NOTIFY_SOCKET")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.sendto(state.encode(), "\0" + address[1:] if address[0] == "@" else address)


def to_webhook(url):
    def send(silence):
        status = "firing" if silence else "resolved"
        now = datetime.datetime.now(datetime.timezone.utc).isoformat()
        labels = {"alertname": "MonitoringSilent", "severity": "critical", "host": socket.gethostname()}
        annotations = {"summary": "The monitoring has gone silent", "description": silence or "Alerts get through again."}
        alert = {"status": status, "labels": labels, "annotations": annotations, "startsAt": now, "endsAt": now}
        post = {"version": "4", "groupKey": "deadman", "status": status, "receiver": "deadman", "alerts": [alert],
                "groupLabels": labels, "commonLabels": labels, "commonAnnotations": annotations}  # fmt: skip
        request = urllib.request.Request(url, json.dumps(post).encode(), {"Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=10).close()

    return send


def to_mail(settings):
    def send(silence):
        message = email.message.EmailMessage()
        message["Subject"] = f"[{'FIRING' if silence else 'RESOLVED'}] MonitoringSilent on {socket.gethostname()}"
        message["From"], message["To"] = settings["MAIL_FROM"], settings["MAIL_TO"]
        message.set_content(silence or "Alerts get through again.")
        with smtplib.SMTP(*address(settings["SMTP"]), timeout=10) as server:
            if settings["SMTP_TLS"] == "true":
                server.starttls(context=ssl.create_default_context())
            if settings["SMTP_USERNAME"]:
                server.login(settings["SMTP_USERNAME"], settings["SMTP_PASSWORD"])
            server.send_message(message)

    return send


def settings():
    defaults = {
        "LISTEN": "127.0.0.1:9095",
        "TIMEOUT": "180",  # seconds without a newer Watchdog
        "REPEAT": "3600",  # seconds after which a standing alarm is raised again
        "WEBHOOKS": "",  # addresses, separated by blanks
        "MAIL_TO": "",
        "MAIL_FROM": "",
        "SMTP": "",
        "SMTP_USERNAME": "",
        "SMTP_PASSWORD": "",
        "SMTP_TLS": "true",
    }
    return {name: os.environ.get(f"DEADMAN_{name}", value) for name, value in defaults.items()}


def main():
    chosen = settings()
    watch = Watch(float(chosen["TIMEOUT"]))
    server = Server(address(chosen["LISTEN"]), handler(watch))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def journal(silence):
        log(*((3, f"ALARM: {silence}") if silence else (5, "CLEARED: alerts get through again")))

    receivers = {"journal": journal} | {url: to_webhook(url) for url in chosen["WEBHOOKS"].split()}
    if chosen["MAIL_TO"]:
        receivers["mail"] = to_mail(chosen)
    told = dict.fromkeys(receivers, (False, 0.0))  # whether an alarm stands there, and when to repeat it
    retry = dict.fromkeys(receivers, 0.0)
    tell_systemd("READY=1")
    while True:
        silence = watch.silence()
        tell_systemd(f"WATCHDOG=1\nSTATUS={silence or 'alerts get through'}")
        for number, (name, send) in enumerate(receivers.items()):
            now = time.monotonic()
            alarm, again = told[name]
            news = bool(silence) != alarm or (silence and now >= again)
            if not news or now < retry[name]:
                continue
            try:
                send(silence)
                told[name] = (bool(silence), now + float(chosen["REPEAT"]))
            except (OSError, smtplib.SMTPException) as fault:
                # Not the address, which may hold a token.
                log(3, f"receiver {number} was not reached ({type(fault).__name__}), trying again")
                retry[name] = now + RETRY_SECONDS
        time.sleep(1)


if __name__ == "__main__":
    main()
