const part = 32;

/**
 * An ECDSA signature over P-256, from DER (what KMS gives) to IEEE P1363 (what a JWS holds): r and s, 32 bytes
 * each. Refuses anything that is not exactly two DER integers in a sequence. Does not verify it.
 */
export function p1363FromDer(der: Uint8Array): Uint8Array {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) throw new Error('not a DER sequence');
  const signature = new Uint8Array(2 * part);
  let at = 2;
  for (const end of [part, 2 * part]) {
    const length = der[at + 1];
    if (der[at] !== 0x02 || !length || at + 2 + length > der.length) throw new Error('not a DER integer');
    const integer = der.subarray(at + 2, at + 2 + length);
    const digits = integer[0] === 0 ? integer.subarray(1) : integer;
    if (digits.length > part) throw new Error('an integer longer than the curve');
    signature.set(digits, end - digits.length);
    at += 2 + length;
  }
  if (at !== der.length) throw new Error('bytes after the signature');
  return signature;
}
