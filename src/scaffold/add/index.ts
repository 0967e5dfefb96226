export { filesOf } from './files-of.ts';
export {
  choiceOf,
  choiceText,
  goneFrom,
  type KeptChoice,
  keptChoice,
  type Named,
  updatedChoice,
} from './kept-choice.ts';
export { notesOf } from './notes-of.ts';
export { type AddProject, readProject } from './project.ts';
export { draftFromSamples } from './read-samples.ts';
export { checkName } from './source-name.ts';
export { type Change, changesTo, isKept, keptFolder, updatesTo, writeChanges } from './written-files.ts';
