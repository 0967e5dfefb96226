import type { Draft, DraftField, Note } from '../draft.ts';

/** All that was guessed, changed or left out, wherever it stands; each once. */
export const notesOf = ({ notes, api, types, operations, roots }: Draft): readonly Note[] => {
  const all: readonly Note[] = [
    ...notes,
    ...api.notes,
    ...types.flatMap((type) => [...(type.notes ?? []), ...('fields' in type ? type.fields.flatMap(ofField) : [])]),
    ...operations.flatMap((each) => each.notes ?? []),
    ...roots.flatMap(ofField),
  ];
  return [...new Map(all.map((note) => [`${note.kind} ${note.at} ${note.says}`, note])).values()];
};

const ofField = ({ notes = [], args = [] }: DraftField): readonly Note[] => [...notes, ...args.flatMap(ofField)];
