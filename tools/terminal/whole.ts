/** `1,234`. */
export const whole = (value: number): string => value.toLocaleString('en-US');
