import { z } from 'zod';

const object = z.record(z.string(), z.unknown());

/** The fields of an object that is JSON. */
export const parseObject = (text: string) => object.parse(JSON.parse(text));

/** The same of JSON in base64, as messages and cursors are. */
export const decodeObject = (encoded: string) => parseObject(Buffer.from(encoded, 'base64').toString());
