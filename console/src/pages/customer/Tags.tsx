import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import { messageOf } from '../../api/callError';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { useCustomerEdit } from './useCustomerEdit';

interface TagEdit {
  add: string[];
  remove: string[];
}

/** The staff's tags, edited one by one: edits that colleagues make at the same time add up. */
export function Tags({ customerId, tags }: { customerId: string; tags: readonly string[] }) {
  const [text, setText] = useState('');
  const edit = useCustomerEdit<TagEdit>(customerId, {
    apply: (customer, { add, remove }) => ({
      ...customer,
      tags: [...new Set([...customer.tags.filter((tag) => !remove.includes(tag)), ...add])],
    }),
    send: (call, address, changes) => call('setCustomerTags', { ...address, ...changes }),
  });
  return (
    <Card title="Tags">
      {tags.length === 0 && <p className="muted">No tags.</p>}
      <ul className="plain-list tag-list">
        {tags.map((tag) => (
          <li key={tag} className="badge tag">
            {tag}
            <button aria-label={`Remove tag ${tag}`} onClick={() => edit.mutate({ add: [], remove: [tag] })}>
              <X aria-hidden="true" size={14} />
            </button>
          </li>
        ))}
      </ul>
      <form
        className="inline-form"
        onSubmit={(event) => {
          event.preventDefault();
          const tag = text.trim();
          if (tag !== '') edit.mutate({ add: [tag], remove: [] });
          setText('');
        }}
      >
        <Field label="New tag">
          {(control) => (
            <input
              {...control}
              value={text}
              maxLength={50}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <button className="button">
          <Plus aria-hidden="true" size={16} /> Add
        </button>
      </form>
      {edit.isError && <Notice tone="danger">{messageOf(edit.error)}</Notice>}
    </Card>
  );
}
