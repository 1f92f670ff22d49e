"""A node of OpenSearch with TLS, users and a role for the indexes of Virzieni alone."""

from __future__ import annotations

import base64
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.opensearch_server import node

_PLUGIN = "plugins/opensearch-security"
_CONFIG = """
plugins.security.ssl.transport.pemcert_filepath: node.pem
plugins.security.ssl.transport.pemkey_filepath: node-key.pem
plugins.security.ssl.transport.pemtrustedcas_filepath: ca.pem
plugins.security.ssl.transport.enforce_hostname_verification: false
plugins.security.ssl.http.enabled: true
plugins.security.ssl.http.pemcert_filepath: node.pem
plugins.security.ssl.http.pemkey_filepath: node-key.pem
plugins.security.ssl.http.pemtrustedcas_filepath: ca.pem
plugins.security.allow_default_init_securityindex: true
plugins.security.nodes_dn: ["CN=localhost"]
plugins.security.restapi.roles_enabled: ["all_access"]
"""
_USERS = """
_meta: {{type: internalusers, config_version: 2}}
admin: {{hash: "{admin}", reserved: true, backend_roles: [admin]}}
virzieni: {{hash: "{user}", opendistro_security_roles: [virzieni]}}
"""
# What the README tells to allow.
_ROLES = """
_meta: {type: roles, config_version: 2}
virzieni:
  cluster_permissions: [cluster_composite_ops]
  index_permissions:
    - index_patterns: ["virzieni-*"]
      allowed_actions: [crud, create_index, manage]
"""


@dataclass(frozen=True)
class Secure:
    """A node with security: its address, the file of its authority, and the password of `virzieni`."""

    url: str
    authority: Path
    stranger: Path  # another authority, which has signed nothing here
    password: str


@contextmanager
def secure_node(home: Path, own: Path) -> Iterator[Secure]:
    """Start a node from the distribution in `home`; certificates for its clients are kept in `own`."""
    admin, password = secrets.token_urlsafe(16), secrets.token_urlsafe(16)
    for name in ("ca", "stranger"):
        _openssl(own, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={name}",
                 "-keyout", f"{name}-key.pem", "-out", f"{name}.pem")  # fmt: skip
    _openssl(own, "req", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=localhost",
             "-keyout", "node-key.pem", "-out", "node.csr")  # fmt: skip
    (own / "names").write_text("subjectAltName=DNS:localhost\n", encoding="utf-8")
    _openssl(own, "x509", "-req", "-in", "node.csr", "-CA", "ca.pem", "-CAkey", "ca-key.pem", "-days", "2",
             "-CAcreateserial", "-extfile", "names", "-out", "node.pem")  # fmt: skip

    def configure(folder: Path) -> None:
        config = folder / "config"
        shutil.copytree(home / _PLUGIN / "config", config / "opensearch-security")
        for name in ("ca.pem", "node.pem", "node-key.pem"):
            shutil.copy(own / name, config / name)
        (config / "opensearch.yml").write_text(_CONFIG, encoding="utf-8")
        users = _USERS.format(admin=_hashed(home, admin), user=_hashed(home, password))
        for name, text in (("internal_users", users), ("roles", _ROLES)):
            path = config / "opensearch-security" / f"{name}.yml"
            path.chmod(0o644)
            path.write_text(text, encoding="utf-8")

    signing = base64.b64encode(f"admin:{admin}".encode()).decode()
    with node(home, configure=configure, headers={"Authorization": f"Basic {signing}"}) as started:
        yield Secure(started.url, own / "ca.pem", own / "stranger.pem", password)


def _hashed(home: Path, password: str) -> str:
    """Return the bcrypt hash of a password as the security plugin makes it."""
    jars = f"{home / _PLUGIN}/*:{home / 'lib'}/*"
    command = [
        str(home / "jre/bin/java"),
        "-cp",
        jars,
        "org.opensearch.security.tools.Hasher",
        "-p",
        password,
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return told.strip().splitlines()[-1].replace("$2y$", "$2a$", 1)


def _openssl(folder: Path, *command: str) -> None:
    subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
