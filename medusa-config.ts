import { defineConfig, loadEnv } from "@medusajs/framework/utils"

loadEnv(process.env.NODE_ENV ?? "development", process.cwd())

const { env } = process

// The shop that develops and tests the plugin from its sources. Everything comes from the environment, so that it can be
// pointed at any database and any K-Pay. A shop that installs the package needs fewer lines: see the README.
const kpayOptions = {
  environment: env.KPAY_ENVIRONMENT ?? "test",
  baseUrl: env.KPAY_BASE_URL ?? "http://localhost:4600",
  username: env.KPAY_USERNAME ?? "sandbox",
  password: env.KPAY_PASSWORD ?? "sandbox",
  ...(env.KPAY_API_KEY && { apiKey: env.KPAY_API_KEY }),
  retailerId: env.KPAY_RETAILER_ID ?? "01",
  backendUrl: env.BACKEND_URL ?? "http://localhost:9000",
  storefrontUrl: env.STOREFRONT_URL ?? "http://localhost:8000",
  ...(env.KPAY_FLOW && { flow: env.KPAY_FLOW }),
  ...(env.KPAY_TIMEOUT_MS && { timeouts: { headersMs: Number(env.KPAY_TIMEOUT_MS) } }),
  // Further accounts, as JSON. They are of the same K-Pay.
  ...(env.KPAY_ACCOUNTS && { accounts: toAccounts(env.KPAY_ACCOUNTS) }),
  // Any further option, as JSON.
  ...(JSON.parse(env.KPAY_OPTIONS ?? "{}") as object),
}

module.exports = defineConfig({
  admin: {
    disable: env.DISABLE_ADMIN === "true",
    backendUrl: env.BACKEND_URL ?? "http://localhost:9000",
  },
  projectConfig: {
    databaseUrl: env.DATABASE_URL ?? "postgres://localhost/medusa-payment-kpay",
    ...(env.REDIS_URL && { redisUrl: env.REDIS_URL }),
    http: {
      storeCors: env.STORE_CORS ?? env.STOREFRONT_URL ?? "http://localhost:8000",
      adminCors: env.ADMIN_CORS ?? env.BACKEND_URL ?? "http://localhost:9000",
      authCors: env.AUTH_CORS ?? env.BACKEND_URL ?? "http://localhost:9000",
      jwtSecret: env.JWT_SECRET ?? "only-for-development",
      cookieSecret: env.COOKIE_SECRET ?? "only-for-development",
    },
  },
  plugins: env.PLUGINS ? env.PLUGINS.split(",") : [],
  modules: [
    { resolve: "./src/modules/kpay", options: kpayOptions },
    // Every module of the package gets the plugin's options; these two read them.
    { resolve: "./src/modules/kpay-account-rule", options: kpayOptions },
    { resolve: "./src/modules/kpay-manual-payments" },
    { resolve: "./src/modules/kpay-statements" },
    { resolve: "./src/modules/kpay-degraded-methods" },
    { resolve: "./src/modules/kpay-notifications" },
    {
      resolve: "@medusajs/medusa/payment",
      dependencies: ["kpay"],
      options: {
        providers: [
          {
            resolve: "./src/providers/kpay",
            id: "kpay",
            ...(env.KPAY_PROVIDER_ACCOUNT && { options: { account: env.KPAY_PROVIDER_ACCOUNT } }),
          },
          // Other ways to pay beside K-Pay, as JSON.
          ...(JSON.parse(env.PAYMENT_PROVIDERS ?? "[]") as object[]),
        ],
      },
    },
    ...(env.NOTIFICATION_PROVIDERS ? [notification(env.NOTIFICATION_PROVIDERS)] : []),
    // Medusa reads the flag after this file, so the module of roles is named as well.
    ...(env.MEDUSA_FF_RBAC === "true" ? [{ resolve: "@medusajs/medusa/rbac" }] : []),
    ...(env.REDIS_URL ? redisModules(env.REDIS_URL) : []),
    ...(env.LOCKING === "postgres" ? [locking("locking-postgres", {})] : []),
  ],
})

function toAccounts(json: string) {
  const { KPAY_BASE_URL: baseUrl = "http://localhost:4600" } = env
  return Object.fromEntries(
    Object.entries(JSON.parse(json) as Record<string, object>).map(([name, account]) => [
      name,
      { environment: "test", baseUrl, ...account },
    ])
  )
}

/** What several servers need besides one PostgreSQL. */
function redisModules(redisUrl: string) {
  return [
    { resolve: "@medusajs/medusa/event-bus-redis", options: { redisUrl } },
    { resolve: "@medusajs/medusa/workflow-engine-redis", options: { redis: { redisUrl } } },
    locking("locking-redis", { redisUrl }),
    {
      resolve: "@medusajs/medusa/caching",
      options: {
        providers: [
          {
            resolve: "@medusajs/medusa/caching-redis",
            id: "caching-redis",
            is_default: true,
            options: { redisUrl },
          },
        ],
      },
    },
  ]
}

/** Ways to send messages, as JSON, beside Medusa's own feed of the dashboard. */
function notification(providers: string) {
  const feed = {
    resolve: "@medusajs/medusa/notification-local",
    id: "local",
    options: { channels: ["feed"] },
  }
  return {
    resolve: "@medusajs/medusa/notification",
    options: { providers: [feed, ...(JSON.parse(providers) as object[])] },
  }
}

/** Locks that servers share. */
function locking(provider: string, options: object) {
  return {
    resolve: "@medusajs/medusa/locking",
    options: {
      providers: [
        { resolve: `@medusajs/medusa/${provider}`, id: provider, is_default: true, options },
      ],
    },
  }
}
