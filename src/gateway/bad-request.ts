/** A request that cannot become an operation. Its message is for the client. */
export class BadRequest extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** What the client is told of a request that failed before there was an operation. */
export const refusal = (error: unknown, requestId: string) => {
  const known = error instanceof BadRequest;
  const message = known ? error.message : 'Internal error';
  const code = known ? 'BAD_REQUEST' : 'INTERNAL_SERVER_ERROR';
  return { status: known ? error.status : 500, errors: [{ message, extensions: { code, requestId } }] };
};
