import { OWNERS } from '../../functions/src/documents/definition/fields';
import { withBlock } from './blocks';
import { documentSchema } from './documentSchema';
import { documents, type DocumentType } from './documents';
import { fieldsOf } from './fields';
import { table } from './markdown';

/** docs/data-model.md with its tables made from the documents' definitions; the text around them stays. */
export function dataModelDocument(text: string): string {
  const blocks: [name: string, content: string][] = [
    ['documents', documentTable()],
    ['owners', ownerTable()],
    ...documents.map((document): [string, string] => [document.name, fieldTable(document)]),
  ];
  return blocks.reduce((before, [name, content]) => withBlock(before, name, content), text);
}

function documentTable(): string {
  return table(
    ['path', 'id', 'written by', 'JSON Schema'],
    documents.map(({ name, path, id, writtenBy }) => [
      `[\`${path}\`](#${name})`,
      id,
      writtenBy,
      `[${name}](schema/${name}.schema.json)`,
    ]),
  );
}

function ownerTable(): string {
  return table(
    ['owner', 'what it means'],
    Object.entries(OWNERS).map(([owner, meaning]) => [`\`${owner}\``, meaning]),
  );
}

function fieldTable(document: DocumentType): string {
  const { emptied } = document;
  const rows = fieldsOf(documentSchema(document)).map(
    ({ name, type, required, description, owner, unit }) => [
      `\`${name}\`${required ? '' : ' ?'}`,
      type,
      owner,
      [description, unit === '' ? '' : `In ${unit}.`].filter((part) => part !== '').join(' '),
    ],
  );
  const note =
    emptied.length === 0
      ? []
      : [`Erasing a customer empties ${emptied.map((name) => `\`${name}\``).join(', ')}.`];
  return [table(['field', 'type', 'owner', 'what it is'], rows), ...note].join('\n\n');
}
