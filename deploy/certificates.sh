#!/bin/sh
# Makes a certificate authority and a certificate for the OpenSearch nodes in /certificates, once.
# Usage: certificates.sh [FOLDER]
set -eu
folder=${1:-/certificates}
names=DNS:opensearch,DNS:opensearch-2,DNS:opensearch-3,DNS:localhost,IP:127.0.0.1
days=3650
umask 077
cd "$folder"
if [ -s node.pem ]; then
    echo "The certificates are there."
    exit 0
fi
openssl req -x509 -newkey rsa:3072 -nodes -days "$days" -subj "/CN=Virzieni CA" -keyout ca.key -out ca.pem \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign,cRLSign
openssl req -newkey rsa:3072 -nodes -subj "/CN=opensearch" -keyout node.key -out node.csr
printf 'subjectAltName=%s\nkeyUsage=critical,digitalSignature,keyEncipherment\nextendedKeyUsage=serverAuth,clientAuth\n' \
    "$names" > node.extensions
openssl x509 -req -in node.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days "$days" -extfile node.extensions \
    -out node.new
chmod 644 ca.pem
rm -f node.csr node.extensions ca.srl
mv node.new node.pem # last: a run that was cut off begins anew
echo "The certificates were made."
