/// <reference types="vite/client" />

/** Medusa's address, set where the dashboard is built. */
declare const __BACKEND_URL__: string | undefined
