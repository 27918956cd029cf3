/** An answer of a Google API: its HTTP status and its JSON body. */
export interface Answer {
  status: number;
  body: unknown;
}

export const found = (body: object): Answer => ({ status: 200, body });

/** By `METHOD host/path`, without the query. */
export type Answers = Map<string, Answer>;

export type Entries = [string, Answer][];
