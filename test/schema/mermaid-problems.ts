/** Lines that a Mermaid flowchart of boxes, groups and labelled arrows may hold (https://mermaid.js.org/syntax/flowchart.html). */
const ID = '[A-Za-z]\\w*';
const TEXT = '"[^"<>]*"';
const forms = {
  node: new RegExp(`^ +(${ID})(?:\\[${TEXT}\\]|\\(\\[${TEXT}\\]\\))$`),
  group: new RegExp(`^ +subgraph (${ID})\\[${TEXT}\\]$`),
  end: /^ +end$/,
  edge: new RegExp(`^ +(${ID}) (?:-->|==>|-\\.->)\\|${TEXT}\\| (${ID})$`),
  classDef: /^ {2}classDef (\w+) [\w:#,-]+$/,
  classed: new RegExp(`^ {2}class (${ID}(?:,${ID})*) (\\w+)$`),
  linkStyle: /^ {2}linkStyle (\d+(?:,\d+)*) [\w:#,-]+$/,
} as const;
/** Words that end or begin something where an id is expected. */
const WORDS = /^(end|graph|flowchart|subgraph|default|class|classDef|click|style|linkStyle|direction|href|call)$/;

/** What is wrong with a flowchart: lines that are none, ids that are words or nowhere, groups that do not end. */
export const mermaidProblems = (text: string): readonly string[] => {
  const [head, ...lines] = text.trimEnd().split('\n');
  const problems = head === 'flowchart LR' ? [] : [`begins with ${head}`];
  const declared = lines.flatMap((line) => forms.node.exec(line)?.[1] ?? forms.group.exec(line)?.[1] ?? []);
  const edges = lines.filter((line) => forms.edge.test(line));
  let depth = 0;
  for (const line of lines) {
    if (forms.group.test(line)) depth += 1;
    if (forms.end.test(line)) depth -= 1;
    if (depth < 0 || depth > 1) problems.push(`out of place: ${line}`);
    if (!Object.values(forms).some((form) => form.test(line))) problems.push(`no line of a flowchart: ${line}`);
  }
  const used = [
    ...edges.flatMap((line) => forms.edge.exec(line)?.slice(1) ?? []),
    ...lines.flatMap((line) => forms.classed.exec(line)?.[1]?.split(',') ?? []),
  ];
  const links = lines.flatMap((line) => forms.linkStyle.exec(line)?.[1]?.split(',') ?? []);
  return [
    ...problems,
    ...(depth === 0 ? [] : ['a group does not end']),
    ...declared.filter((id, i) => declared.indexOf(id) !== i).map((id) => `declared twice: ${id}`),
    ...declared.filter((id) => WORDS.test(id)).map((id) => `a word of Mermaid: ${id}`),
    ...used.filter((id) => !declared.includes(id)).map((id) => `nowhere declared: ${id}`),
    ...links.filter((link) => Number(link) >= edges.length).map((link) => `no such arrow: ${link}`),
  ];
};
