/** A request the API understands well enough to refuse. Its message is what the API tells the caller. */
export class Refusal extends Error {
  override name = 'Refusal';
}
