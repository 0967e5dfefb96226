/** Whether objects and arrays are nested deeper than `max`. Never goes deeper than that itself. */
export const isDeeperThan = (value: unknown, max: number): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (max === 0) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (isDeeperThan(item, max - 1)) return true;
    return false;
  }
  for (const key in value) if (isDeeperThan(value[key as keyof typeof value], max - 1)) return true;
  return false;
};
