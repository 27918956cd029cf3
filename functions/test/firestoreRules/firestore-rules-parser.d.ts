/** The parser that prettier uses for rules; the package ships no types. */
declare module 'prettier-plugin-firestore-rules' {
  export const parsers: {
    firestore: {
      /** @throws Error with the place of what is no rule. */
      parse(text: string): unknown;
    };
  };
}
