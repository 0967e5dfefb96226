/** The moment the time-dependent simulators believe it is: a working day at noon, fixed, so that runs can be repeated. */
export const sampleTime = Date.UTC(2026, 10, 20, 12);

/** `2026-11-20` */
export const sampleDate = new Date(sampleTime).toISOString().slice(0, 10);
