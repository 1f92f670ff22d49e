#!/bin/bash
# Starts an OpenSearch node with TLS and two users: admin, and virzieni, who may use the indexes of Virzieni only.
# Reads OPENSEARCH_ADMIN_PASSWORD and VIRZIENI_OPENSEARCH_PASSWORD; writes its configuration to
# OPENSEARCH_PATH_CONF, which holds nothing else.
set -euo pipefail
home=${OPENSEARCH_HOME:-/usr/share/opensearch}
conf=${OPENSEARCH_PATH_CONF:?}
certificates=${CERTIFICATES:-/certificates}
plugin=$home/plugins/opensearch-security
umask 077

hash() { # a secret in an argument would be seen by others on the machine
    OPENSEARCH_JAVA_HOME=${OPENSEARCH_JAVA_HOME:-$home/jdk} PASSWORD=$1 bash "$plugin/tools/hash.sh" -env PASSWORD | tail -1
}

cp -r "$home/config/." "$conf/"
mkdir -p "$conf/opensearch-security" "$conf/certificates"
if [ -d "$plugin/config" ]; then cp -n "$plugin"/config/*.yml "$conf/opensearch-security/"; fi
cp "$certificates"/ca.pem "$certificates"/node.pem "$certificates"/node.key "$conf/certificates/"

cat > "$conf/opensearch.yml" <<'YML'
plugins.security.ssl.transport.pemcert_filepath: certificates/node.pem
plugins.security.ssl.transport.pemkey_filepath: certificates/node.key
plugins.security.ssl.transport.pemtrustedcas_filepath: certificates/ca.pem
plugins.security.ssl.transport.enforce_hostname_verification: false
plugins.security.ssl.http.enabled: true
plugins.security.ssl.http.pemcert_filepath: certificates/node.pem
plugins.security.ssl.http.pemkey_filepath: certificates/node.key
plugins.security.ssl.http.pemtrustedcas_filepath: certificates/ca.pem
plugins.security.allow_default_init_securityindex: true
plugins.security.nodes_dn: ["CN=opensearch"]
plugins.security.restapi.roles_enabled: ["all_access"]
YML
cat > "$conf/opensearch-security/internal_users.yml" <<YML
_meta: {type: internalusers, config_version: 2}
admin:
  hash: "$(hash "${OPENSEARCH_ADMIN_PASSWORD:?}")"
  reserved: true
  backend_roles: [admin]
virzieni:
  hash: "$(hash "${VIRZIENI_OPENSEARCH_PASSWORD:?}")"
  opendistro_security_roles: [virzieni]
YML
cat > "$conf/opensearch-security/roles.yml" <<'YML'
_meta: {type: roles, config_version: 2}
virzieni:
  cluster_permissions: [cluster_composite_ops, cluster_monitor]
  index_permissions:
    - index_patterns: [virzieni, "virzieni-*"]
      allowed_actions: [indices_all]
YML
exec "$@"
