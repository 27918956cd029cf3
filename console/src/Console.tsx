import { useQueryClient } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useCall } from './api/useCall';
import { prepareFormats } from './format/prepareFormats';
import { createConsoleRouter } from './router';

/** The pages, for the signed-in user. */
export function Console() {
  const client = useQueryClient();
  const call = useCall();
  const [router] = useState(() => createConsoleRouter({ client, call }));
  useEffect(prepareFormats, []);
  return <RouterProvider router={router} context={{ client, call }} />;
}
