const prompt = `You are a prompt that ${never
