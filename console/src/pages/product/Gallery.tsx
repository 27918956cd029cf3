import { useState } from 'react';
import { Picture } from './Picture';

/** An item's pictures: one large, and the others to choose from. */
export function Gallery({ urls, name }: { urls: readonly string[]; name: string }) {
  const [chosen, setChosen] = useState(0);
  return (
    <div className="stack">
      <Picture url={urls[chosen] ?? null} name={name} isLarge />
      {urls.length > 1 && (
        <ul className="plain-list tag-list" aria-label="Pictures">
          {urls.map((url, index) => (
            <li key={url}>
              <button
                className="thumbnail"
                aria-label={`Picture ${index + 1}`}
                aria-current={index === chosen}
                onClick={() => setChosen(index)}
              >
                <Picture url={url} name={name} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
