import { useState } from 'react';
import { CallError, messageOf } from '../../api/callError';
import { type DraftNotes, keepDraft, readDraft } from '../../session/draftNotes';
import { useSession } from '../../session/sessionContext';
import { useTenant } from '../../shell/tenantContext';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { Notice } from '../../ui/Notice';
import { useCustomerEdit } from './useCustomerEdit';

const MAX_LENGTH = 5000;

interface NotesEdit {
  notes: string | null;
  expectedNotes: string | null;
}

/** The staff's notes. If a colleague edits them at the same time, both versions are shown and the second editor decides. */
export function Notes({ customerId, notes }: { customerId: string; notes: string | null }) {
  /** What is typed, and the notes that were there when that began; null while nobody edits. */
  const { orgId } = useTenant();
  const { label: author } = useSession();
  const place = { author, orgId, customerId };
  const [draft, setDraftState] = useState(() => readDraft(place));
  const [isRestored, setIsRestored] = useState(draft !== null);
  const setDraft = (changed: DraftNotes | null) => {
    setDraftState(changed);
    keepDraft(place, changed);
    if (changed === null) setIsRestored(false);
  };
  const edit = useCustomerEdit<NotesEdit>(customerId, {
    apply: (customer, { notes: edited }) => ({ ...customer, notes: edited }),
    send: (call, address, changes) => call('setCustomerNotes', { ...address, ...changes }),
  });
  const isConflict = edit.error instanceof CallError && edit.error.code === 'notes_changed';
  const save = (text: string, expectedNotes: string | null) =>
    edit.mutate({ notes: text.trim() || null, expectedNotes }, { onSuccess: () => setDraft(null) });

  if (draft === null)
    return (
      <Card
        title="Notes"
        actions={
          <button className="button" onClick={() => setDraft({ text: notes ?? '', began: notes })}>
            Edit notes
          </button>
        }
      >
        <p className={notes === null ? 'muted' : 'notes'}>{notes ?? 'No notes.'}</p>
      </Card>
    );
  return (
    <Card title="Notes">
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault();
          save(draft.text, draft.began);
        }}
      >
        {isRestored && (
          <Notice tone="info">You hadn&apos;t saved these notes: here they are as you left them.</Notice>
        )}
        <Field label="Notes">
          {(control) => (
            <textarea
              {...control}
              value={draft.text}
              maxLength={MAX_LENGTH}
              onChange={(event) => setDraft({ ...draft, text: event.target.value })}
            />
          )}
        </Field>
        {isConflict ? (
          <Notice tone="warning">
            <div className="stack">
              <p>A colleague changed these notes while you were editing. They now say:</p>
              <blockquote className="notes">{notes ?? '(nothing)'}</blockquote>
              <div className="actions">
                <button type="button" className="button" onClick={() => save(draft.text, notes)}>
                  Replace theirs with mine
                </button>
                <button type="button" className="button" onClick={() => setDraft(null)}>
                  Keep theirs
                </button>
              </div>
            </div>
          </Notice>
        ) : (
          edit.isError && <Notice tone="danger">{messageOf(edit.error)}</Notice>
        )}
        {!isConflict && (
          <div className="actions">
            <button className="button primary" disabled={edit.isPending}>
              Save
            </button>
            <button type="button" className="button" onClick={() => setDraft(null)}>
              Cancel
            </button>
          </div>
        )}
      </form>
    </Card>
  );
}
