/// <reference types="vite/client" />

/** Medusa's address, set when the dashboard is built. */
declare const __BACKEND_URL__: string | undefined
