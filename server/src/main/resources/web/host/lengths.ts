// How long what a host writes may be, in characters as the server counts them: code points.

export const LONGEST = { question: 2000, choice: 500 };

export const length = (text: string) => [...text.trim().normalize("NFC")].length;
