"""A network between two programs that can be cut, slowed, or swallow everything."""

import socket
import struct
import threading
import time


class Wire:
    """A port whose connections are passed on to a Unix socket or a port, as `state` has it:

    open      everything passes
    slow      everything passes, each piece `delay` seconds later
    silent    nothing passes, nothing is closed: a network that swallows packets
    reset     connections are reset, new ones as soon as they are made
    cut       connections are closed, nobody listens
    """

    def __init__(self, upstream, delay=0.05):
        self.upstream, self.delay, self.state = upstream, delay, "open"
        self.pairs, self.lock = [], threading.Lock()
        self.listener = None
        self.port = 0
        self.listen()

    def listen(self):
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind(("127.0.0.1", self.port))
        self.port = self.listener.getsockname()[1]
        self.listener.listen(512)
        threading.Thread(target=self.accept, args=(self.listener,), daemon=True).start()

    def set(self, state):
        before, self.state = self.state, state
        if state == "cut":
            # A thread that waits in accept() keeps the port open unless it is woken.
            self.listener.shutdown(socket.SHUT_RDWR)
            self.listener.close()
            self.drop(False)
        elif before == "cut":
            self.listen()
        if state == "reset":
            self.drop(True)

    def drop(self, resets):
        with self.lock:
            pairs, self.pairs = self.pairs, []
        for pair in pairs:
            for one in pair:
                end(one, resets)

    def accept(self, listener):
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=self.join, args=(client,), daemon=True).start()

    def join(self, client):
        if self.state == "reset":
            return end(client, True)
        while self.state == "silent":
            time.sleep(0.05)
        try:
            if isinstance(self.upstream, str):
                server = socket.socket(socket.AF_UNIX)
                server.connect(self.upstream)
            else:
                server = socket.create_connection(("127.0.0.1", self.upstream))
        except OSError:
            return end(client, False)
        with self.lock:
            self.pairs.append((client, server))
        for source, target in ((client, server), (server, client)):
            threading.Thread(target=self.carry, args=(source, target), daemon=True).start()
        return None

    def carry(self, source, target):
        try:
            while piece := source.recv(1 << 16):
                if self.state == "slow":
                    time.sleep(self.delay)
                while self.state == "silent":
                    time.sleep(0.02)
                target.sendall(piece)
        except OSError:
            pass
        end(source, False)
        end(target, False)

    def close(self):
        self.state = "closed"
        self.listener.close()
        self.drop(False)


def end(one, resets):
    try:
        if resets:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        else:
            one.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass
    one.close()
