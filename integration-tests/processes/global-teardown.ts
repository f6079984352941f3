import { removeMadeShop } from "./made-shop"

export default function tearDown(): void {
  removeMadeShop()
}
