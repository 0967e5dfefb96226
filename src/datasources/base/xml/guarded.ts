import { UpstreamError } from '../../../resilience/index.ts';
import type { XmlEvents } from './events.ts';

const MAX_DEPTH = 64;
/** Of one element. */
export const MAX_ATTRIBUTES = 1000;

/** The failure of a document that is not as it must be. */
export const malformedXml = (detail: string): UpstreamError => new UpstreamError('malformed', { detail });

/** The failure of an element with more than `MAX_ATTRIBUTES`. */
export const tooManyAttributes = (): UpstreamError =>
  malformedXml(`more than ${MAX_ATTRIBUTES} attributes of one element`);

/** Events within limits, with the text of one run joined; text outside the root is left out. Both readers speak through it. */
export const guarded = (events: XmlEvents): XmlEvents => {
  let depth = 0;
  let run = '';
  const endRun = () => {
    if (run === '') return;
    events.text(run);
    run = '';
  };
  return {
    open(name, attributes) {
      endRun();
      depth += 1;
      if (depth > MAX_DEPTH) throw malformedXml(`nested deeper than ${MAX_DEPTH}`);
      let count = 0;
      for (const _ in attributes) count += 1;
      if (count > MAX_ATTRIBUTES) throw tooManyAttributes();
      events.open(name, attributes);
    },
    text(text) {
      if (depth > 0) run += text;
    },
    close() {
      endRun();
      depth -= 1;
      events.close();
    },
  };
};
