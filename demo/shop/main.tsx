import { createRoot } from "react-dom/client"
import { App } from "./app"
import "../../src/storefront/style.css"
import "./shop.css"

const root = document.getElementById("shop")
if (root) createRoot(root).render(<App />)
