/** What the shops of the integration suite log in with at their simulated POS. */
export const SUITE_CREDENTIALS = {
  username: 'suite-user',
  password: 'suite-password',
  pin: '4711',
  locationId: '77',
};

/** The same as the text of a `.secret.local`, for tenants whose `pos.secretPrefix` is `SUITE`. */
export const SUITE_SECRETS = [
  `SUITE_USERNAME=${SUITE_CREDENTIALS.username}`,
  `SUITE_PASSWORD=${SUITE_CREDENTIALS.password}`,
  `SUITE_PIN=${SUITE_CREDENTIALS.pin}`,
  `SUITE_LOCATION_ID=${SUITE_CREDENTIALS.locationId}`,
  '',
].join('\n');
