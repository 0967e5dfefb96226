/** One memory for each name, made when it is first needed; the one used longest ago is forgotten beyond `max`. */
export const per = <M>(make: (name: string) => M, max = 1000): ((name: string) => M) => {
  const memories = new Map<string, M>();
  return (name) => {
    const memory = memories.get(name) ?? make(name);
    memories.delete(name);
    memories.set(name, memory);
    const [oldest] = memories.keys();
    if (memories.size > max && oldest !== undefined) memories.delete(oldest);
    return memory;
  };
};
