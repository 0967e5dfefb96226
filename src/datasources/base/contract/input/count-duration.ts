const DURATION =
  /^([+-]?)P(?:(\d+(?:\.\d+)?)W)?(?:(\d+(?:\.\d+)?)D)?(?:T(?:(\d+(?:\.\d+)?)H)?(?:(\d+(?:\.\d+)?)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;
const SECONDS = [604_800, 86_400, 3_600, 60, 1];

/** The seconds of an ISO 8601 duration; undefined for one with years or months, which are not all alike. */
export const countDuration = (text: string): number | undefined => {
  const [, sign, ...parts] = DURATION.exec(text) ?? [];
  if (sign === undefined || parts.every((part) => part === undefined)) return undefined;
  const seconds = parts.reduce((sum, part, i) => sum + Number(part ?? 0) * (SECONDS[i] ?? 0), 0);
  return sign === '-' ? -seconds : seconds;
};
