import { LoaderCircle } from 'lucide-react';

/** A turning circle beside the words that say what is going on. */
export function Loader() {
  return <LoaderCircle aria-hidden="true" size={16} className="turning" />;
}
