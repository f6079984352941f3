/** No test is about time: this ends only what hangs, on a machine many times slower than ours as well. */
const testTimeout = 300_000

/** Tests that load Medusa themselves. */
const ON_POSTGRES = {
  globalSetup: "./integration-tests/global-setup.ts",
  globalTeardown: "./integration-tests/global-teardown.ts",
  setupFiles: ["./integration-tests/setup-env.js"],
}

/** The same, each file in a copy of one shop. */
const IN_SHOP = { ...ON_POSTGRES, globalSetup: "./integration-tests/http/global-setup.ts" }

/** Tests whose servers are processes of their own, in copies of one shop. */
const IN_PROCESSES = {
  globalSetup: "./integration-tests/processes/global-setup.ts",
  globalTeardown: "./integration-tests/processes/global-teardown.ts",
}

/** `TEST_TYPE` picks the kind of tests: one of these, `unit` when it is not set. */
const KINDS = {
  unit: { testMatch: ["**/src/**/__tests__/**/*.unit.spec.ts"] },
  modules: {
    testMatch: ["**/src/modules/*/__tests__/**/*.spec.ts"],
    testPathIgnorePatterns: ["unit.spec"],
    ...ON_POSTGRES,
  },
  processes: { testMatch: ["**/integration-tests/processes/*.spec.ts"], ...IN_PROCESSES },
  slow: { testMatch: ["**/integration-tests/processes/*.slow.ts"], ...IN_PROCESSES },
  bench: { testMatch: ["**/integration-tests/bench/*.bench.ts"], ...IN_SHOP },
  browser: {
    testMatch: ["**/integration-tests/browser/*.spec.ts"],
    globalSetup: "./integration-tests/browser/global-setup.ts",
    globalTeardown: "./integration-tests/browser/global-teardown.ts",
  },
  http: {
    testMatch: ["**/integration-tests/http/*.{spec,shared}.ts"],
    filter: "./integration-tests/http/shared-shops.js",
    testSequencer: "./integration-tests/http/longest-first.js",
    ...IN_SHOP,
  },
}

const type = process.env.TEST_TYPE ?? "unit"

/** @type {import("jest").Config} */
module.exports = {
  ...KINDS[type],
  testTimeout,
  transform: {
    "^.+\\.[jt]sx?$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript", tsx: true, decorators: true },
          transform: { react: { runtime: "automatic" } },
          target: "es2022",
        },
        module: { type: "commonjs", ignoreDynamic: true },
      },
    ],
  },
  testEnvironment: "node",
  modulePathIgnorePatterns: ["<rootDir>/.medusa/"],
}
