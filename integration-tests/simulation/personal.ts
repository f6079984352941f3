/** What no log, event, session or journal may hold: everything that is personal about the shoppers of a simulation. */
export const PERSONAL = ["Secret", "secret-", "7880000", "7380000"]
