// Each worker of jest runs this before Medusa is loaded: Medusa's test runner reads the database's address from here.
const { MetadataStorage } = require("@medusajs/framework/mikro-orm/core")
MetadataStorage.clear()
process.env.LOG_LEVEL ??= "error"
