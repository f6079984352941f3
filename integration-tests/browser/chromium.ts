import { accessSync, constants, statSync } from "node:fs"
import { delimiter, join } from "node:path"
import { chromium, type Browser } from "playwright-core"

const NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"]

/** Where installers put it without adding it to `PATH`. */
const USUAL_PLACES = [
  "/usr/lib/chromium/chromium",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
]

/** The browser of `CHROMIUM_PATH`, or the first that this machine has. Throws with what to do when there is none. */
export function findChromium(): string {
  const { CHROMIUM_PATH, PATH = "" } = process.env
  if (CHROMIUM_PATH) {
    if (isProgram(CHROMIUM_PATH)) return CHROMIUM_PATH
    throw new Error(
      `CHROMIUM_PATH names ${CHROMIUM_PATH}, which is no program. Correct it, or unset it to have Chromium looked for.`
    )
  }
  const inPath = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)))
  const found = [...inPath, ...USUAL_PLACES].find(isProgram)
  if (found) return found
  throw new Error(
    "The browser tests need Chromium or Chrome, and none was found. Install it (Debian, Ubuntu: apt-get install chromium), or set CHROMIUM_PATH to the program."
  )
}

export async function launchChromium(path: string): Promise<Browser> {
  return chromium.launch({
    executablePath: path,
    args: [
      // The shop and nothing else: what a test sees must not depend on the web. (Playwright's `route` would switch the
      // browser's cache off.)
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
      // Chromium refuses to run as root with its sandbox, as in most containers.
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  })
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}
