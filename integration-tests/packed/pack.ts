import { join } from "node:path"
import { run } from "./run"

const ROOT = join(__dirname, "../..")

/** Packs the plugin as it would be published. Gives the file. */
export async function pack(
  folder: string,
  { isBuilt = false }: { readonly isBuilt?: boolean } = {}
): Promise<string> {
  const log = join(folder, "pack.log")
  if (!isBuilt) await run("npm", ["run", "build"], { cwd: ROOT, log })
  const name = await run(
    "npm",
    ["pack", "--silent", "--ignore-scripts", "--pack-destination", folder],
    {
      cwd: ROOT,
      log,
    }
  )
  return join(folder, name.trim().split("\n").at(-1) ?? "")
}
