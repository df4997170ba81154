"""A mail server for one test. Prints its port, then each mail as a line of JSON.

With a user and a password as arguments it takes mail from that user alone.
Recipients called `unknown` are refused for good, those called `later` for now.
"""

import asyncio
import email
import email.policy
import json
import logging
import sys

from aiosmtpd.smtp import SMTP, AuthResult


def say(line):
    print(line, flush=True)


class Handler:
    async def handle_RCPT(self, server, session, envelope, address, options):
        if address.startswith("unknown@"):
            return "550 5.1.1 nobody of that name here"
        if address.startswith("later@"):
            return "451 4.3.0 not just now"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        mail = email.message_from_bytes(envelope.original_content, policy=email.policy.default)
        user = session.auth_data.login.decode() if session.auth_data else None
        say(json.dumps({
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "user": user,
            "headers": {name.lower(): str(value) for name, value in mail.items()},
            "text": mail.get_content(),
            "raw": envelope.original_content.decode("ascii", "replace"),
        }))
        return "250 OK"


def authenticator(user, password):
    def check(server, session, envelope, mechanism, data):
        known = (data.login, data.password) == (user.encode(), password.encode())
        # Not handled: the server is to say itself that they are wrong.
        return AuthResult(success=known, handled=known, auth_data=data if known else None)

    return check


async def serve():
    settings = {}
    if len(sys.argv) > 2:
        settings = {
            "authenticator": authenticator(*sys.argv[1:3]),
            "auth_required": True,
            "auth_require_tls": False,
        }
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(Handler(), hostname="mail.example.org", **settings), "127.0.0.1", 0
    )
    say(server.sockets[0].getsockname()[1])
    # Until the test that started it is gone.
    await loop.run_in_executor(None, sys.stdin.read)


logging.disable()  # It warns of passwords without encryption, which stay here.
asyncio.run(serve())
