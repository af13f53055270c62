"""The audit's chain."""

from __future__ import annotations

import hashlib

from forms.dossier.audit import AUDIT_START, AuditEntry, chain_next

ENTRY = AuditEntry(1, "2026-10-05T08:00:00+07:00", "lan", "receive_dossier", "0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b", {"events": 2})


def test_the_hash_is_the_one_the_rule_says():
    body = ENTRY.body()
    assert body.startswith(b'{"actor":"lan","at":"2026-10-05T08:00:00+07:00","detail":{"events":2},"dossier":"0198')
    assert chain_next(AUDIT_START, body) == hashlib.sha256(b"motcua/audit/1" + b"\0" + bytes(32) + body).digest()


def test_every_entry_depends_on_all_before_it():
    bodies = [AuditEntry(n, "2026-10-05T08:00:00+07:00", "lan", "save_draft").body() for n in range(1, 4)]
    heads = set()
    for changed in (None, 0, 1, 2):
        head = AUDIT_START
        for place, body in enumerate(bodies):
            head = chain_next(head, body + b" " if place == changed else body)
        heads.add(head)
    assert len(heads) == 4
