/** Lets this process believe that it is so much later, as on a server whose clock is wrong. Timers take their time all the same. */
export function skewClock(skewMs: number): void {
  if (skewMs === 0) return
  const Real = Date
  globalThis.Date = new Proxy(Real, {
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(
        target,
        args.length === 0 ? [Real.now() + skewMs] : args,
        newTarget
      ) as object,
    get: (target, name, receiver) =>
      name === "now" ? () => Real.now() + skewMs : (Reflect.get(target, name, receiver) as unknown),
  })
}
