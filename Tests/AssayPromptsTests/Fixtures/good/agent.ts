// const prompt = "You are a prompt inside a comment that nobody sends";
export const SYSTEM_PROMPT: string = `You are an expert in ${topic}.
Use \`code\` for names.`;
const pattern = /["'`]/g;
export const messages = [
  { role: "system", content: "You are a helpful bot.\nBe brief." },
  ...history,
  { role: "user", content: `Hello, ${user.name}` },
];
const title = "Don't you think that this title is rather long?";
export const chat = ChatPromptTemplate.fromMessages([["system", "You speak {language}."], ["human", "{question}"]]);
