import { getRouteApi } from '@tanstack/react-router';
import { ListFilter, Search, X } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTenant } from '../../shell/tenantContext';
import { Field, type FieldControl } from '../../ui/Field';
import { isFiltered, type CustomersSearch } from './search';

/** A call costs reads: typing is let come to rest before one is made. */
const REST_MILLISECONDS = 300;

const route = getRouteApi('/$orgId/customers');

/**
 * Search, tag and range of last orders; what is chosen goes into the address. On a phone all but the search are folded away until
 * they are asked for.
 */
export function Filters({ knownTags }: { knownTags: readonly string[] }) {
  const view = route.useSearch();
  const further = [view.tag, view.from, view.to].filter((condition) => condition !== undefined).length;
  const [isUnfolded, setIsUnfolded] = useState(further > 0);
  const tagListId = useId();
  const furtherId = useId();
  const navigate = route.useNavigate();
  const { format } = useTenant();
  const change = (changes: CustomersSearch, replace = false) =>
    void navigate({ search: (before) => ({ ...before, ...changes }), replace });
  return (
    <div role="search" className={`filters foldable ${isUnfolded ? 'unfolded' : ''}`}>
      <Field label="Search">
        {(control) => (
          <span className="with-icon">
            <Search aria-hidden="true" size={16} />
            <RestingInput
              {...control}
              type="search"
              placeholder="Name, email or phone"
              value={view.search ?? ''}
              maxLength={200}
              onRest={(search) => change({ search: search || undefined }, true)}
            />
          </span>
        )}
      </Field>
      <button
        className="button fold"
        aria-expanded={isUnfolded}
        aria-controls={furtherId}
        onClick={() => setIsUnfolded(!isUnfolded)}
      >
        <ListFilter aria-hidden="true" size={16} /> Filters{further > 0 && ` (${format.count(further)})`}
      </button>
      <div id={furtherId} className="further">
        <Field label="Tag">
          {(control) => (
            <>
              <RestingInput
                {...control}
                value={view.tag ?? ''}
                maxLength={50}
                list={tagListId}
                placeholder="Any"
                onRest={(tag) => change({ tag: tag || undefined }, true)}
              />
              <datalist id={tagListId}>
                {knownTags.map((tag) => (
                  <option key={tag} value={tag} />
                ))}
              </datalist>
            </>
          )}
        </Field>
        <Field label="Last order from">
          {(control) => (
            <input
              {...control}
              type="date"
              value={view.from ?? ''}
              max={view.to}
              onChange={(event) => change({ from: event.target.value || undefined })}
            />
          )}
        </Field>
        <Field label="Last order to">
          {(control) => (
            <input
              {...control}
              type="date"
              value={view.to ?? ''}
              min={view.from}
              onChange={(event) => change({ to: event.target.value || undefined })}
            />
          )}
        </Field>
      </div>
      {isFiltered({ ...view, segment: undefined }) && (
        <button
          className="button quiet"
          onClick={() => change({ search: undefined, tag: undefined, from: undefined, to: undefined })}
        >
          <X aria-hidden="true" size={16} /> Clear filters
        </button>
      )}
    </div>
  );
}

/** A text input that reports once typing has come to rest, and follows the address when that changes by itself. */
function RestingInput({
  value,
  onRest,
  ...attributes
}: FieldControl & {
  value: string;
  onRest: (text: string) => void;
  type?: string;
  placeholder?: string;
  /** The id of a list of suggestions. */
  list?: string;
  maxLength: number;
}) {
  const input = useRef<HTMLInputElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    if (input.current !== null && input.current.value.trim() !== value) input.current.value = value;
    return () => clearTimeout(timer.current);
  }, [value]);
  return (
    <input
      {...attributes}
      ref={input}
      defaultValue={value}
      onChange={(event) => {
        const text = event.target.value.trim();
        clearTimeout(timer.current);
        timer.current = setTimeout(() => onRest(text), REST_MILLISECONDS);
      }}
    />
  );
}
