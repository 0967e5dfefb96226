/** Why a document cannot be made. Thrown while one is drafted; callers of `sampleDocument` get its sentence instead. */
export class Conflict extends Error {}
