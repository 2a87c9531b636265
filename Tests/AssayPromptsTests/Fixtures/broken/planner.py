SYSTEM_PROMPT = """You are a prompt that never ends and goes on
