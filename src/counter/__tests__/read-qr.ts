import jsQR from "jsqr"
import type { KpayQrCode } from "../../http-types"

/** Pixels of a module, as a phone's camera may see it from some way off. */
const PIXELS = 3

/** A QR code on a page, as the page draws it; `null` where it has none. */
export function findQrCode(markup: string): KpayQrCode | null {
  const [, size, path] =
    /<svg class="qr" viewBox="0 0 (\d+) \d+".*?<path d="([^"]*)"\/><\/svg>/s.exec(markup) ?? []
  return size && path ? { size: Number(size), path } : null
}

/** What a phone's camera reads from a drawn QR code; `null` where it cannot be read. The drawing may be smudged first. */
export function readQrCode(
  code: KpayQrCode,
  isSmudged: (x: number, y: number) => boolean = () => false
): string | null {
  const width = code.size * PIXELS
  const dark = toDarkModules(code)
  const pixels = new Uint8ClampedArray(width * width * 4)
  for (let y = 0; y < width; y++)
    for (let x = 0; x < width; x++) {
      const module = [Math.floor(x / PIXELS), Math.floor(y / PIXELS)] as const
      const isDark = isSmudged(...module) || dark.has(`${module[0]} ${module[1]}`)
      pixels.set(isDark ? [0, 0, 0, 255] : [255, 255, 255, 255], (y * width + x) * 4)
    }
  return jsQR(pixels, width, width)?.data ?? null
}

/** The dark modules of the path, each of whose parts is one rectangle of a row. */
function toDarkModules({ path }: KpayQrCode): ReadonlySet<string> {
  const runs = [...path.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)]
  if (runs.map(([text]) => text).join("") !== path) throw new Error("The path has other parts.")
  return new Set(
    runs.flatMap(([, x = "", y = "", width = ""]) =>
      Array.from({ length: Number(width) }, (_, index) => `${Number(x) + index} ${y}`)
    )
  )
}
