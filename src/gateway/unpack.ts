import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from "node:zlib"

interface Bound {
  readonly maxOutputLength: number
}

type Unpacker = (bytes: Buffer, bound: Bound) => Buffer

const UNPACKERS: ReadonlyMap<string, Unpacker> = new Map<string, Unpacker>([
  ["gzip", gunzipSync],
  ["x-gzip", gunzipSync],
  ["deflate", inflate],
  ["br", brotliDecompressSync],
])

/**
 * Unpacks an answer that was compressed although `identity` was asked for. What is not compressed, whatever its header says, or
 * cannot be unpacked, stays as it is.
 *
 * @param bytesMax What is longer unpacked is not unpacked.
 */
export function unpack(bytes: Buffer, contentEncoding: string, bytesMax: number): Buffer {
  const unpacker = UNPACKERS.get(contentEncoding.trim().toLowerCase())
  if (!unpacker) return bytes
  try {
    return unpacker(bytes, { maxOutputLength: bytesMax })
  } catch {
    return bytes
  }
}

/** `deflate` is the zlib format; some servers send it without its header. */
function inflate(bytes: Buffer, bound: Bound): Buffer {
  try {
    return inflateSync(bytes, bound)
  } catch {
    return inflateRawSync(bytes, bound)
  }
}
