import { documents, type DocumentType } from '../documents';
import { documentSchema } from '../documentSchema';
import type { GeneratedFiles } from '../generatedFiles';
import { BANNER, capital, declaration, indexOf } from './typeScript';

export const DOCUMENTS_FOLDER = 'client/src/documents';

/** The Firestore documents, as the client libraries read them: a file per type. */
export const clientDocumentFiles: GeneratedFiles = {
  ...Object.fromEntries(
    documents.map((document) => [
      `${DOCUMENTS_FOLDER}/${moduleOf(document)}.ts`,
      () => documentTypes(document),
    ]),
  ),
  [`${DOCUMENTS_FOLDER}/timestamp.ts`]: () => [BANNER, TIMESTAMP].join('\n\n'),
  [`${DOCUMENTS_FOLDER}/index.ts`]: () => indexOf(['timestamp', ...documents.map(moduleOf)]),
};

const TIMESTAMP =
  '/** A Firestore Timestamp, as the client libraries read it. */\nexport interface Timestamp {\nreadonly seconds: number;\nreadonly nanoseconds: number;\ntoDate(): Date;\n}';

async function documentTypes(document: DocumentType): Promise<string> {
  const types = await declaration(`${capital(moduleOf(document))}Document`, documentSchema(document));
  const hasTimestamps = /\bTimestamp\b/.test(types.replaceAll(/\/\*\*.*?\*\//gs, ''));
  return [BANNER, ...(hasTimestamps ? ["import type { Timestamp } from './timestamp.ts';"] : []), types].join(
    '\n\n',
  );
}

/** `sync_status` is in `syncStatus.ts`. */
function moduleOf({ name }: DocumentType): string {
  return name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
