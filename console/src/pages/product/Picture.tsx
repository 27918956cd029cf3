import { ImageOff } from 'lucide-react';
import { useState } from 'react';

/** An item's picture, or a placeholder if there's no picture or it can't be loaded. */
export function Picture({
  url,
  name,
  isLarge = false,
}: {
  url: string | null;
  name: string;
  isLarge?: boolean;
}) {
  const [failed, setFailed] = useState<string | null>(null);
  const className = isLarge ? 'picture large' : 'picture';
  // Pictures of an insecure origin are refused by the page's policy: they aren't asked for.
  if (url === null || url === failed || !url.startsWith('https://'))
    return (
      <span className={className}>
        <ImageOff aria-hidden="true" size={isLarge ? 40 : 16} strokeWidth={1.5} />
        {isLarge && <span className="muted small">No picture</span>}
      </span>
    );
  return (
    <span className={className}>
      <img
        src={url}
        alt={isLarge ? name : ''}
        loading="lazy"
        decoding="async"
        referrerPolicy="no-referrer"
        onError={() => setFailed(url)}
      />
    </span>
  );
}
