// The codes of an authenticator app (RFC 6238): SHA-1, six digits, 30 seconds.
import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP = 30_000;

function decoded(base32) {
  let bits = "";
  for (const c of base32.replace(/=+$/, "")) bits += ALPHABET.indexOf(c).toString(2).padStart(5, "0");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

function code(secret, counter) {
  const message = Buffer.alloc(8);
  message.writeBigUInt64BE(BigInt(counter));
  const mac = createHmac("sha1", secret).update(message).digest();
  const at = mac.at(-1) & 0x0f;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

// Authenticator is an app that holds one secret, in base32. No code of it comes
// twice, since a pool takes none twice: where the current one was given, code
// waits for the next.
export class Authenticator {
  #secret;
  #given = 0;

  constructor(base32) {
    this.#secret = decoded(base32);
  }

  async code() {
    const now = Math.floor(Date.now() / STEP);
    // A pool also takes the code of the step after its own.
    const next = Math.max(now, this.#given + 1);
    if (next > now + 1) await new Promise((resolve) => setTimeout(resolve, (next - 1) * STEP - Date.now() + 50));
    this.#given = next;
    return code(this.#secret, next);
  }

  // wrong is a code that no step near this one has.
  wrong() {
    const now = Math.floor(Date.now() / STEP);
    const near = [-2, -1, 0, 1, 2, 3].map((d) => code(this.#secret, now + d));
    for (let n = 0; ; n++) {
      const tried = String(n).padStart(6, "0");
      if (!near.includes(tried)) return tried;
    }
  }
}
