// Verifies webhooks as a receiver does, with Node's own cryptography: FILE holds lines of JSON with `body` (as it came, in Base64) and
// `signature`; POLLARD says where the public key is.
import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { readFile } from 'node:fs/promises';

const { success, data } = await (await fetch(`${process.env.POLLARD}/.well-known/webhooks.json`)).json();
assert.equal(success, true);
const lines = (await readFile(process.env.FILE, 'utf8')).trim().split('\n').map((line) => JSON.parse(line));
for (const { body, signature } of lines) {
  const raw = Buffer.from(body, 'base64');
  assert.ok(crypto.verify('RSA-SHA256', raw, data.publicKey, Buffer.from(signature, 'base64')), raw.toString());
  raw[raw.length - 2] ^= 1;
  assert.ok(!crypto.verify('RSA-SHA256', raw, data.publicKey, Buffer.from(signature, 'base64')), 'another body');
  const parsed = JSON.stringify(JSON.parse(Buffer.from(body, 'base64')));
  assert.equal(parsed, Buffer.from(body, 'base64').toString(), 'as JSON.stringify writes it, since some verify that');
}
console.log(`verified ${lines.length}`);
