/** What a customer is called: as the POS displays them, by their names, or by their number where they have none. */
export function customerName(customer: {
  customerId: string;
  displayName: string | null;
  firstName: string | null;
  lastName: string | null;
}): string {
  const { displayName, firstName, lastName, customerId } = customer;
  const names = [firstName, lastName].filter((name) => name !== null && name !== '').join(' ');
  const isNamed = displayName !== null && displayName !== '';
  if (isNamed) return displayName;
  return names === '' ? customerId.replace(/^alleaves_/, 'Customer ') : names;
}
