import { rmSync } from "node:fs"
import { toReachable } from "../../demo/postgres"
import { readMadeShop, toDataFolder } from "./made-shop"

/** Throws the shop away that the copies were taken of. */
export default function tearDown(): void {
  const { folder } = readMadeShop()
  for (const path of [toReachable(toDataFolder(folder)), folder])
    rmSync(path, { recursive: true, force: true })
}
