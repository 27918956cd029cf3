import { Moon, Sun } from 'lucide-react';
import { useState, useSyncExternalStore } from 'react';

const systemDark = matchMedia('(prefers-color-scheme: dark)');

function watchSystem(onChange: () => void): () => void {
  systemDark.addEventListener('change', onChange);
  return () => systemDark.removeEventListener('change', onChange);
}

/** Switches between light and dark; until it is used, the system decides. public/theme.js restores the choice. */
export function ThemeSwitch() {
  const isSystemDark = useSyncExternalStore(watchSystem, () => systemDark.matches);
  const [chosen, setChosen] = useState(document.documentElement.dataset['theme']);
  const isDark = chosen === undefined ? isSystemDark : chosen === 'dark';
  const other = isDark ? 'light' : 'dark';
  const toggle = () => {
    setChosen(other);
    document.documentElement.dataset['theme'] = other;
    localStorage.setItem('theme', other);
  };
  const Icon = isDark ? Sun : Moon;
  return (
    <button
      className="button quiet icon"
      onClick={toggle}
      aria-label={`Use the ${other} theme`}
      title={`Use the ${other} theme`}
    >
      <Icon aria-hidden="true" size={18} />
    </button>
  );
}
