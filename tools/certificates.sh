#!/bin/sh
# Makes the certificates in src/faults/certificates/ anew. The authorities' own keys are thrown away, so that nobody can
# sign with them; the one key that all servers share opens nothing but them.
set -eu

out="$(cd "$(dirname "$0")/.." && pwd)/src/faults/certificates"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"

# Not from today on: a machine whose clock is wrong must not find them too new.
from=20200101000000Z
past=20210101000000Z
forever=21200101000000Z

cat > openssl.cnf <<'CNF'
[ca]
default_ca = tests
[tests]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
[authority]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
subjectKeyIdentifier = hash
[server]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = IP:127.0.0.1, DNS:localhost, DNS:api.test
[elsewhere]
basicConstraints = critical, CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = serverAuth
subjectAltName = DNS:wrong.example
CNF
: > index.txt

key() { openssl ecparam -name prime256v1 -genkey -noout | openssl pkcs8 -topk8 -nocrypt -out "$1.key"; }
request() { openssl req -new -config /dev/null -key "$1.key" -subj "/CN=$2" -out "$3.csr"; }
# NAME EXTENSIONS END SIGNER...
sign() {
  name=$1 extensions=$2 end=$3
  shift 3
  openssl ca -batch -notext -config openssl.cnf -extensions "$extensions" -startdate "$from" -enddate "$end" \
    -in "$name.csr" -out "$name.pem" "$@" 2> /dev/null
}

for name in authority intermediate server; do key "$name"; done
request authority 'Breakwater test authority' authority
request intermediate 'Breakwater test intermediate' intermediate
for name in good expired incompleteChain selfSigned; do request server 127.0.0.1 "$name"; done
request server wrong.example wrongHost

sign authority authority "$forever" -selfsign -keyfile authority.key
sign intermediate authority "$forever" -keyfile authority.key -cert authority.pem
sign good server "$forever" -keyfile authority.key -cert authority.pem
sign wrongHost elsewhere "$forever" -keyfile authority.key -cert authority.pem
sign expired server "$past" -keyfile authority.key -cert authority.pem
sign incompleteChain server "$forever" -keyfile intermediate.key -cert intermediate.pem
sign selfSigned server "$forever" -selfsign -keyfile server.key

mkdir -p "$out"
cp server.key "$out/key.pem"
for name in authority good wrongHost expired incompleteChain selfSigned; do cp "$name.pem" "$out/$name.pem"; done
chmod 644 "$out"/*.pem
