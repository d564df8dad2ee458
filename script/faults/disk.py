"""A disk as it may be found after the power was cut: made from what `shim/trace.c` wrote down."""

import hashlib
import os
import pathlib
import struct

HEAD = struct.Struct("<QQQIIII")
WRITE, TRUNCATE, CREATE, UNLINK, RENAME, MKDIR, SYNC_BEGIN, SYNC_END, UNKNOWN = range(1, 10)
SECTOR = 512


class Record:
    __slots__ = ("number", "time", "inode", "offset", "kind", "first", "second", "data")

    def __init__(self, number, time, inode, offset, kind, first, second, data):
        self.number, self.time, self.inode, self.offset = number, time, inode, offset
        self.kind, self.first, self.second, self.data = kind, first, second, data


def read_trace(path):
    """Everything that was written down, in order."""
    raw = pathlib.Path(path).read_bytes()
    records, place = [], 0
    while place + HEAD.size <= len(raw):
        time, inode, offset, kind, first, second, data = HEAD.unpack_from(raw, place)
        place += HEAD.size
        parts = []
        for length in (first, second, data):
            parts.append(raw[place:place + length])
            place += length
        if place > len(raw):
            break
        records.append(Record(len(records), time, inode, offset, kind, parts[0].decode(), parts[1].decode(), parts[2]))
    return records


class Disk:
    """What is surely on disk, and beside it what was done since and may or may not be."""

    def __init__(self, folder):
        self.root = os.path.realpath(folder)
        self.names, self.contents = {}, {}     # path → inode, inode → bytes
        self.folders = {self.root}
        self.undecided_names = {}              # folder → [(record number, operation)]
        self.undecided_writes = {}             # inode → [record]
        self.syncs = {}
        self.digests = {}
        for where, folders, files in os.walk(self.root):
            self.folders |= {f"{where}/{name}" for name in folders}
            for name in files:
                path = f"{where}/{name}"
                inode = os.stat(path).st_ino
                self.names[path] = inode
                self.contents[inode] = bytearray(pathlib.Path(path).read_bytes())

    def make_unsure(self, folders):
        """Makes folders whose names were never synced."""
        for path in folders:
            if not os.path.exists(path):
                os.mkdir(path, 0o700)
                path = os.path.realpath(path)
                self.undecided_names.setdefault(os.path.dirname(path), []).append((-1, ("folder", path, None)))

    def apply(self, record):
        """Goes on by one record."""
        kind = record.kind
        if kind in (WRITE, TRUNCATE):
            self.undecided_writes.setdefault(record.inode, []).append(record)
        elif kind == CREATE:
            # A number used before belongs to a new file now.
            self.contents[record.inode] = bytearray()
            self.undecided_writes.pop(record.inode, None)
            self.name(record, ("add", record.first, record.inode))
        elif kind == UNLINK:
            self.name(record, ("remove", record.first, None))
        elif kind == MKDIR:
            self.name(record, ("folder", record.first, None))
        elif kind == RENAME:
            self.name(record, ("move", record.second, record.first))
        elif kind == SYNC_BEGIN:
            self.syncs[record.offset] = record.number
        elif kind == SYNC_END:
            begun = self.syncs.pop(record.offset)
            if record.first:
                self.settle_names(record.first, begun)
            else:
                self.settle_writes(record.inode, begun)
        else:
            raise SystemExit(f"the trace saw {record.first} {record.second}, which it does not know how to keep")

    def name(self, record, operation):
        self.undecided_names.setdefault(os.path.dirname(operation[1]), []).append((record.number, operation))

    def settle_names(self, folder, before):
        waiting = self.undecided_names.get(folder, [])
        for number, operation in waiting:
            if number < before:
                do(operation, self.names, self.folders, self.source_of)
        self.undecided_names[folder] = [one for one in waiting if one[0] >= before]

    def source_of(self, path):
        """The file a name that is not yet sure stands for."""
        for operations in self.undecided_names.values():
            for _, (kind, where, inode) in operations:
                if kind == "add" and where == path:
                    return inode
        return None

    def settle_writes(self, inode, before):
        waiting = self.undecided_writes.get(inode, [])
        content = self.contents.setdefault(inode, bytearray())
        for record in waiting:
            if record.number < before:
                put(content, record)
        self.undecided_writes[inode] = [one for one in waiting if one.number >= before]
        self.digests.pop(inode, None)

    def image(self, keep):
        """A disk that may be found: `keep` decides about each thing that is not sure (True, False, or None: torn)."""
        return Image(self, keep)


def do(operation, names, folders, source_of):
    kind, path, other = operation
    if kind == "add":
        names[path] = other
    elif kind == "remove":
        names.pop(path, None)
    elif kind == "folder":
        folders.add(path)
    else:
        inode = names.pop(other, None) or source_of(other)
        if inode:
            names[path] = inode


def put(content, record):
    if record.kind == TRUNCATE:
        del content[record.offset:]
        content.extend(bytes(record.offset - len(content)))
        return
    end = record.offset + len(record.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    content[record.offset:end] = record.data


def put_torn(content, record, chance):
    """Some sectors of a write, each by itself."""
    if record.kind == TRUNCATE:
        if chance() < 0.5:
            put(content, record)
        return
    end = record.offset + len(record.data)
    if len(content) < end:
        # The file may have grown without anything in it.
        content.extend(bytes(end - len(content)))
    share = chance()
    for start in range(0, len(record.data), SECTOR):
        if chance() < share:
            content[record.offset + start:record.offset + start + SECTOR] = record.data[start:start + SECTOR]


class Image:
    """One disk that may be found. `keep` is "none", "all", or a random number generator."""

    def __init__(self, disk, keep):
        self.disk, self.keep = disk, keep
        self.names, self.folders = dict(disk.names), set(disk.folders)
        operations = sorted((one for waiting in disk.undecided_names.values() for one in waiting), key=lambda one: one[0])
        for _, operation in operations if keep != "none" else []:
            if keep == "all" or keep.random() < 0.5:
                do(operation, self.names, self.folders, disk.source_of)

    def inode(self, path):
        """The file of that name, where the folders above it are there too."""
        folder = os.path.dirname(path)
        while len(folder) >= len(self.disk.root):
            if folder not in self.folders:
                return None
            folder = os.path.dirname(folder)
        return self.names.get(path)

    def content(self, inode):
        waiting = self.disk.undecided_writes.get(inode, [])
        content = self.disk.contents.get(inode, bytearray())
        if not waiting or self.keep == "none":
            return content
        content = bytearray(content)
        for record in waiting:
            if self.keep == "all":
                put(content, record)
            else:
                put_torn(content, record, self.keep.random)
        return content

    def digest(self, path):
        """SHA-256 of a file; None when it is not there."""
        inode = self.inode(path)
        if inode is None:
            return None
        if self.disk.undecided_writes.get(inode):
            return hashlib.sha256(self.content(inode)).hexdigest()
        if inode not in self.disk.digests:
            self.disk.digests[inode] = hashlib.sha256(self.content(inode)).hexdigest()
        return self.disk.digests[inode]

    def write(self, target, only=None):
        """Puts it into a folder."""
        for path in sorted(self.folders):
            os.makedirs(target + path[len(self.disk.root):], exist_ok=True)
        for path in self.names:
            relative = path[len(self.disk.root):]
            if (only and not relative.startswith(only)) or relative.endswith("-shm") or self.inode(path) is None:
                continue
            pathlib.Path(target + relative).write_bytes(self.content(self.names[path]))
